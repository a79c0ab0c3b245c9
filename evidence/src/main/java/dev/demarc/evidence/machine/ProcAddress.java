// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.machine;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * An address as /proc/net writes it: words of 32 bits in the order of the machine, here little
 * endian, and the port as a number.
 */
public final class ProcAddress {
  private ProcAddress() {}

  /**
   * As people write it: {@code 127.0.0.1:8080}, {@code [::1]:8080}; empty when it is no address.
   */
  public static Optional<String> of(String text) {
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
    String address = address(bytes);
    return Optional.of(bytes.length == 4 ? address + ":" + port : "[" + address + "]:" + port);
  }

  private static String address(byte[] bytes) {
    try {
      InetAddress address = InetAddress.getByAddress(bytes);
      // an address of IPv4 inside of one of IPv6 becomes the former
      boolean isMapped = bytes.length == 16 && address instanceof Inet4Address;
      return isMapped ? "::ffff:" + address.getHostAddress() : short6(address.getHostAddress());
    } catch (UnknownHostException wrongLength) {
      throw new IllegalStateException(wrongLength);
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
