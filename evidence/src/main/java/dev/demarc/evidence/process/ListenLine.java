// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.process;

import dev.demarc.evidence.machine.ProcAddress;
import dev.demarc.evidence.machine.ProcNumber;
import java.util.Optional;

/**
 * A line of /proc/PID/net/tcp, tcp6 or unix about a socket that someone listens on.
 *
 * @param address as people write it: {@code tcp 127.0.0.1:8080}, {@code unix /run/x.sock}
 * @param waiting connections that are ready and that nobody has accepted; -1 when the table does
 *     not say, as that of Unix sockets
 */
record ListenLine(long inode, String address, long waiting) {
  /** TCP_LISTEN of {@code include/net/tcp_states.h}. */
  private static final String LISTEN = "0A";

  /** __SO_ACCEPTCON of {@code include/linux/net.h}. */
  private static final long ACCEPTING = 0x10000;

  /** Reads a line of a table; empty when it is no such socket. */
  static Optional<ListenLine> parse(String line, String table) {
    return table.equals("unix") ? unix(line) : tcp(line, table);
  }

  private static Optional<ListenLine> tcp(String line, String table) {
    String[] words = line.strip().split("\\s+", 11);
    if (words.length < 10 || !words[3].equals(LISTEN)) {
      return Optional.empty();
    }
    // of a listening socket the second number is the length of the accept queue
    int colon = words[4].indexOf(':');
    Optional<Long> waiting =
        colon < 0 ? Optional.empty() : ProcNumber.hex(words[4].substring(colon + 1));
    Optional<Long> inode = ProcNumber.decimal(words[9]);
    Optional<String> address = ProcAddress.of(words[1]);
    return waiting.isEmpty() || inode.isEmpty() || address.isEmpty()
        ? Optional.empty()
        : Optional.of(new ListenLine(inode.get(), table + " " + address.get(), waiting.get()));
  }

  /** The name, last, may hold blanks. */
  private static Optional<ListenLine> unix(String line) {
    String[] words = line.strip().split("\\s+", 8);
    Optional<Long> flags = words.length < 7 ? Optional.empty() : ProcNumber.hex(words[3]);
    if (flags.isEmpty() || (flags.get() & ACCEPTING) == 0) {
      return Optional.empty();
    }
    String path = words.length > 7 ? words[7] : "(unnamed)";
    return ProcNumber.decimal(words[6]).map(inode -> new ListenLine(inode, "unix " + path, -1));
  }
}
