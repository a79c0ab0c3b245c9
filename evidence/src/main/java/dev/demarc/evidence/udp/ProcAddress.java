// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.udp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * An address as /proc/net writes it: words of 32 bits in the order of the machine, here little
 * endian, and the port as a number.
 */
final class ProcAddress {
  private ProcAddress() {}

  static Optional<String> of(String text) {
    int colon = text.indexOf(':');
    if ((colon != 8 && colon != 32) || text.length() != colon + 5) {
      return Optional.empty();
    }
    byte[] bytes;
    int port;
    try {
      bytes = HexFormat.of().parseHex(text, 0, colon);
      port = HexFormat.fromHexDigits(text, colon + 1, colon + 5);
    } catch (IllegalArgumentException noHex) {
      return Optional.empty();
    }
    for (int word = 0; word < bytes.length; word += 4) {
      swap(bytes, word, word + 3);
      swap(bytes, word + 1, word + 2);
    }
    try {
      String address = InetAddress.getByAddress(bytes).getHostAddress();
      return Optional.of(
          bytes.length == 4 ? address + ":" + port : "[" + short6(address) + "]:" + port);
    } catch (UnknownHostException neverSo) {
      return Optional.empty();
    }
  }

  private static void swap(byte[] bytes, int one, int other) {
    byte kept = bytes[one];
    bytes[one] = bytes[other];
    bytes[other] = kept;
  }

  /** The address of all and that of the host itself have short forms that everybody knows. */
  private static String short6(String address) {
    return switch (address) {
      case "0:0:0:0:0:0:0:0" -> "::";
      case "0:0:0:0:0:0:0:1" -> "::1";
      default -> address;
    };
  }
}
