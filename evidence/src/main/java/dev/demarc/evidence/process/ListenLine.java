// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.process;

import java.util.HexFormat;
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
    String[] words = line.strip().split("\\s+", 12);
    try {
      return table.equals("unix") ? unix(words) : tcp(words, table);
    } catch (IllegalArgumentException noSuchLine) {
      return Optional.empty();
    }
  }

  private static Optional<ListenLine> tcp(String[] words, String table) {
    if (words.length < 10 || !words[3].equals(LISTEN)) {
      return Optional.empty();
    }
    int queue = words[4].indexOf(':');
    // of a listening socket the second number is the length of the accept queue
    long waiting = Long.parseLong(words[4].substring(queue + 1), 16);
    return Optional.of(
        new ListenLine(Long.parseLong(words[9]), table + " " + ip(words[1]), waiting));
  }

  /** Each group of four bytes stands in the order of this kind of machine: the lowest first. */
  private static String ip(String text) {
    int colon = text.indexOf(':');
    byte[] bytes = HexFormat.of().parseHex(text, 0, Math.max(0, colon));
    int port = Integer.parseInt(text.substring(colon + 1), 16);
    StringBuilder address = new StringBuilder();
    boolean wide = bytes.length == 16;
    for (int i = 0; i + 4 <= bytes.length; i += 4) {
      if (wide) {
        address.append(i == 0 ? "" : ":");
        address.append("%x:%x".formatted(pair(bytes, i + 3, i + 2), pair(bytes, i + 1, i)));
      } else {
        address.append(
            "%d.%d.%d.%d"
                .formatted(bytes[3] & 0xff, bytes[2] & 0xff, bytes[1] & 0xff, bytes[0] & 0xff));
      }
    }
    String words = wide ? "[" + short6(address.toString()) + "]" : address.toString();
    return words + ":" + port;
  }

  private static int pair(byte[] bytes, int high, int low) {
    return ((bytes[high] & 0xff) << 8) | (bytes[low] & 0xff);
  }

  private static String short6(String address) {
    if (address.equals("0:0:0:0:0:0:0:0")) {
      return "::";
    }
    if (address.startsWith("0:0:0:0:0:0:0:")) {
      return "::" + address.substring(14);
    }
    return address;
  }

  private static Optional<ListenLine> unix(String[] words) {
    if (words.length < 7 || (Long.parseLong(words[3], 16) & ACCEPTING) == 0) {
      return Optional.empty();
    }
    String path = words.length > 7 ? words[7] : "(unnamed)";
    return Optional.of(new ListenLine(Long.parseLong(words[6]), "unix " + path, -1));
  }
}
