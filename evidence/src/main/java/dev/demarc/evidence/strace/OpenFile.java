// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a descriptor stands for: the kernel's open file description. Copies of a number, in this
 * process or in another one, share it, and with it the flag O_NONBLOCK.
 */
final class OpenFile {
  /** What is known of O_NONBLOCK. */
  enum Mode {
    UNKNOWN,
    BLOCKING,
    NON_BLOCKING
  }

  /** As -y or -yy calls it; empty when the trace has no labels. */
  String label;

  /** The same as bytes, to compare lines with. */
  byte[] raw;

  boolean isSocket;
  Mode mode = Mode.UNKNOWN;

  /** The port it is bound to; -1 when none is known. */
  int port = -1;

  /** In how many tables it is, and under how many numbers. */
  int holders;

  /** What happened to it as a listener; null until it is known to be one. */
  @Nullable ListenerStory story;

  OpenFile(String label, boolean isSocket) {
    this.label = label;
    this.raw = Bytes.of(label);
    this.isSocket = isSocket || Labels.isSocket(label);
    if (Labels.isListening(label)) {
      port = Labels.port(label);
    }
  }

  /** Takes a label that changed, as bind and connect do it. */
  void rename(Optional<String> seen) {
    if (seen.isPresent() && !seen.get().equals(label)) {
      label = seen.get();
      raw = Bytes.of(label);
      isSocket |= Labels.isSocket(label);
      if (Labels.isListening(label)) {
        port = Labels.port(label);
      }
    }
  }
}
