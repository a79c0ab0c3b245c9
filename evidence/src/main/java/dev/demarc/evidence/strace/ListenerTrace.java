// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import dev.demarc.evidence.capture.Classified;
import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Subject;
import java.time.Duration;
import java.util.Optional;

/**
 * A socket that listens, over all processes of the trace that hold it.
 *
 * @param subject the process, its number and the socket
 * @param isGo whether that process is a Go program
 * @param isListening whether a listen or an accept was seen
 * @param cleared the call that set it to blocking, when nothing set it back
 * @param isUsedBlocking whether an accept was begun after that
 * @param isHeld whether a number for it was still open at the end
 * @param lapsed the last call that set it to blocking and was undone, when there is one
 * @param restored the call that undid it
 * @param slept accepts that slept in the kernel
 * @param longest the longest of them
 * @param sleep where that one began
 * @param neverBack whether that one had not come back when its thread or the trace ended
 * @param loss the close of the last number after a signal that asks for a reload, when the port was
 *     not bound again
 * @param reload that signal
 */
public record ListenerTrace(
    Subject subject,
    boolean isGo,
    String socket,
    boolean isListening,
    Optional<Sighting> cleared,
    boolean isUsedBlocking,
    boolean isHeld,
    Optional<Sighting> lapsed,
    Optional<Sighting> restored,
    int slept,
    Duration longest,
    Optional<Sighting> sleep,
    boolean neverBack,
    Optional<Sighting> loss,
    Optional<Sighting> reload)
    implements Classified {

  @Override
  public String label() {
    if (cleared.isPresent()) {
      return "blocking-listener";
    }
    return slept > 0 ? "blocked-accept" : "listener";
  }

  @Override
  public String detail() {
    if (slept == 0) {
      return socket;
    }
    return socket + ", " + (slept == 1 ? "1 accept" : slept + " accepts") + " slept in the kernel";
  }
}
