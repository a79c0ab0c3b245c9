// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

/** What an exec shows of socket activation when strace prints the environment (-v). */
final class Environment {
  private static final byte[] PID = Bytes.of("\"LISTEN_PID=");
  private static final byte[] COUNT = Bytes.of("\"LISTEN_FDS=");

  private Environment() {}

  /** LISTEN_PID; 0 when it is not shown. */
  static long listenPid(CallLine line) {
    int at = Bytes.find(line.bytes, line.from, line.result.arguments, PID);
    return at < 0 ? 0 : Bytes.number(line.bytes, at + PID.length, line.result.arguments);
  }

  static boolean hasListenFds(CallLine line) {
    return line.has(COUNT);
  }
}
