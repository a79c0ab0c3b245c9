// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pcap;

/**
 * An address and a port. An IPv4 address is kept as the IPv6 address that stands for it (RFC 4291,
 * 2.5.5.2).
 *
 * @param high the first 8 bytes of the address
 * @param low the last 8 bytes
 */
public record Endpoint(long high, long low, int port) {
  static final long V4 = 0xffffL << 32;

  /** The address as text: dotted, or by RFC 5952. */
  public String address() {
    return high == 0 && low >>> 32 == 0xffff
        ? ((low >> 24) & 0xff)
            + "."
            + ((low >> 16) & 0xff)
            + "."
            + ((low >> 8) & 0xff)
            + "."
            + (low & 0xff)
        : v6();
  }

  /** The address and the port, as an URL has them. */
  public String text() {
    String address = address();
    return (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + port;
  }

  /** Written out: what a record makes by itself is slow until it is warm, and this is a key. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Endpoint end && low == end.low && port == end.port && high == end.high;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(31 * (31 * high + low) + port);
  }

  private String v6() {
    int[] words = new int[8];
    for (int i = 0; i < 4; i++) {
      words[i] = (int) ((high >>> (48 - 16 * i)) & 0xffff);
      words[4 + i] = (int) ((low >>> (48 - 16 * i)) & 0xffff);
    }
    int best = -1;
    int most = 1;
    for (int i = 0; i < 8; i++) {
      int run = 0;
      while (i + run < 8 && words[i + run] == 0) {
        run++;
      }
      if (run > most) {
        best = i;
        most = run;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == best) {
        text.append("::");
        i += most - 1;
      } else {
        boolean first = text.isEmpty() || text.charAt(text.length() - 1) == ':';
        text.append(first ? "" : ":").append(Integer.toHexString(words[i]));
      }
    }
    return text.toString();
  }
}
