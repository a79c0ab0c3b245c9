// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.udploss;

import dev.demarc.evidence.process.ProgramKind;

/** What to do at a socket that drops, in the words of the program that reads it. */
final class Advice {
  private Advice() {}

  /** One or two sentences. */
  static String of(ProgramKind reader) {
    return "Read faster, or in "
        + more(reader)
        + "; for bursts ask for a buffer by "
        + call(reader)
        + " of at least datagrams a second x longest stall in seconds x bytes held of one / 2, and raise"
        + " net.core.rmem_max for it.";
  }

  private static String more(ProgramKind reader) {
    return switch (reader) {
      case GO -> "more goroutines";
      case PYTHON, RUBY, PERL, PHP, SHELL -> "more processes";
      case NODE -> "more worker threads";
      case JVM, NATIVE, UNKNOWN -> "more threads";
    };
  }

  private static String call(ProgramKind reader) {
    return switch (reader) {
      case GO -> "SetReadBuffer";
      case JVM -> "setReceiveBufferSize";
      case NODE -> "setRecvBufferSize";
      case PYTHON, RUBY, PERL, PHP, SHELL, NATIVE -> "setsockopt with SO_RCVBUF";
      case UNKNOWN -> "SO_RCVBUF (in Go SetReadBuffer)";
    };
  }
}
