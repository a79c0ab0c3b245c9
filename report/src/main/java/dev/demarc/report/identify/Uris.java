// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.identify;

import java.nio.charset.StandardCharsets;

/** Paths as relative references of RFC 3986. */
final class Uris {
  private static final String PLAIN =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/!$&'()*+,;=@";

  private static final String HEX = "0123456789ABCDEF";

  private Uris() {}

  /** The path with every byte percent-encoded that a path may not hold; a colon too. */
  static String of(String path) {
    StringBuilder out = new StringBuilder(path.length());
    for (byte one : path.getBytes(StandardCharsets.UTF_8)) {
      int value = one & 0xff;
      if (value < 0x80 && PLAIN.indexOf(value) >= 0) {
        out.append((char) value);
      } else {
        out.append('%').append(HEX.charAt(value >> 4)).append(HEX.charAt(value & 15));
      }
    }
    return out.toString();
  }
}
