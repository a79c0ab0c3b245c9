// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.socketactivation;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.strace.ListenerTrace;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.stream.Stream;

/** The socket of a Go listener has lost O_NONBLOCK, and nothing set it again. */
final class BlockingListener implements ForensicRule {
  @Override
  public RuleId id() {
    return RuleId.of("socket-activation/blocking-listener");
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public String why() {
    return "The flag belongs to the socket, not to the number: os.File.Fd(), which a child's ExtraFiles call,"
        + " clears it for every process that has the socket. Accept then sleeps in the kernel, where Close"
        + " and Shutdown do not reach it, past any deadline (measured with Go 1.22 to 1.26).";
  }

  @Override
  public String fix() {
    return "After Start set it back: rc, _ := l.SyscallConn(); rc.Control(func(fd uintptr) {"
        + " syscall.SetNonblock(int(fd), true) }). Or hand over with syscall.StartProcess and a raw copy.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return Stream.concat(traced(evidence), live(evidence));
  }

  /** By the descriptors of a running host. */
  private static Stream<Judgement> live(Evidence evidence) {
    return LiveListener.in(evidence).flatMap(LiveListener::blocking);
  }

  /** By the calls of a trace. */
  private static Stream<Judgement> traced(Evidence evidence) {
    return evidence
        .of(ListenerTrace.class)
        .filter(ListenerTrace::isGo)
        .flatMap(BlockingListener::judge);
  }

  private static Stream<Judgement> judge(ListenerTrace listener) {
    boolean isHarmful = listener.isUsedBlocking() || listener.isHeld();
    if (listener.cleared().isPresent() && isHarmful) {
      return Stream.of(found(listener, listener.cleared().get()));
    }
    if (listener.cleared().isPresent()) {
      return Stream.of(
          Judgement.not(
              listener.subject(),
              "it was set to blocking, and closed before anybody accepted on it again",
              listener.cleared().get()));
    }
    return listener.lapsed().stream()
        .map(lapsed ->
            Judgement.not(
                listener.subject(),
                "it was set to blocking, and set back",
                lapsed,
                listener.restored().orElse(lapsed)));
  }

  private static Judgement found(ListenerTrace listener, Sighting cleared) {
    String effect =
        listener.slept() > 0
            ? "accept then slept for " + BlockedAccept.time(listener.longest()) + " in the kernel."
            : listener.isUsedBlocking()
                ? "accept was called on it after that."
                : "the next accept will sleep in the kernel.";
    Judgement.Found found =
        Judgement.found(
            listener.subject(),
            "The listener "
                + listener.socket()
                + " was set to blocking and not set back: "
                + effect,
            cleared);
    return listener.subject().task().isEmpty()
        ? found
        : found.next(
            "see the flag now: 04000 in flags is O_NONBLOCK",
            "grep flags /proc/"
                + listener.subject().task().getAsLong()
                + "/fdinfo/"
                + listener.subject().parts().get("fd"));
  }
}
