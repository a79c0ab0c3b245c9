// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.text;

import java.util.Locale;

/** The sentences about bad places in a text. */
final class Spots {
  private static final String CHARSET = "charset";

  private Spots() {}

  static Spot malformed(int at, int given, byte[] raw, Encoding encoding) {
    String name = encoding.charset().name();
    return new Spot(
        at,
        given,
        CHARSET,
        "malformed",
        name.toLowerCase(Locale.ROOT),
        "byte %s at offset %d is no %s".formatted(hex(raw[given]), given, name));
  }

  static Spot foreign(int at, long given, String looksLike, Encoding wanted) {
    return new Spot(
        at,
        given,
        CHARSET,
        "malformed",
        wanted.charset().name().toLowerCase(Locale.ROOT),
        "looks like %s, not %s".formatted(looksLike, wanted.charset().name()));
  }

  static Spot control(int at, long given, byte value) {
    boolean nul = value == 0;
    return new Spot(
        at,
        given,
        CHARSET,
        nul ? "nul" : "control",
        "no control characters but tab and line ends",
        (nul ? "NUL" : "control character " + hex(value)) + " at offset " + given);
  }

  static Spot mark(int at, long given, boolean second) {
    return new Spot(
        at,
        given,
        "bom",
        "bom-mid-file",
        "no byte order mark within the text",
        (second ? "a second byte order mark" : "a byte order mark within the text")
            + " at offset "
            + given);
  }

  private static String hex(byte value) {
    return "0x%02X".formatted(value & 0xFF);
  }
}
