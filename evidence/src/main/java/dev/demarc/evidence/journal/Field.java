// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The fields that are looked at, systemd.journal-fields(7). */
enum Field {
  CURSOR("__CURSOR"),
  UNIT("_SYSTEMD_UNIT"),
  IDENTIFIER("SYSLOG_IDENTIFIER"),
  TRANSPORT("_TRANSPORT"),
  PROGRAM("_COMM"),
  USER("_UID"),
  MESSAGE_ID("MESSAGE_ID"),
  DROPPED("N_DROPPED"),
  DROPPED_OF("OBJECT_SYSTEMD_UNIT"),
  MESSAGE("MESSAGE"),
  OTHER("");

  /** No name of a field is longer, journal-file.c {@code journal_field_valid}. */
  static final int LONGEST = 64;

  private final String name;
  private final long begin;

  Field(String name) {
    this.name = name;
    this.begin = Bytes.eight(Arrays.copyOf(ascii(name), 8), 0) & mask(name.length());
  }

  private static long mask(int length) {
    return length >= 8 ? -1 : (1L << (8 * length)) - 1;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The field of a name; the array goes on for eight bytes behind its beginning. */
  static Field of(byte[] bytes, int from, int to) {
    return switch (to - from) {
      case 4 -> USER.or(bytes, from);
      case 5 -> PROGRAM.or(bytes, from);
      case 7 -> MESSAGE.or(bytes, from);
      case 8 -> CURSOR.or(bytes, from);
      case 9 -> DROPPED.or(bytes, from);
      case 10 -> bytes[from] == '_' ? TRANSPORT.or(bytes, from) : MESSAGE_ID.or(bytes, from);
      case 13 -> UNIT.or(bytes, from);
      case 17 -> IDENTIFIER.or(bytes, from);
      case 19 -> DROPPED_OF.or(bytes, from);
      default -> OTHER;
    };
  }

  /** Most names differ from this one in their first eight bytes. */
  private Field or(byte[] bytes, int from) {
    if ((Bytes.eight(bytes, from) & mask(name.length())) != begin) {
      return OTHER;
    }
    for (int i = 8; i < name.length(); i++) {
      if (bytes[from + i] != name.charAt(i)) {
        return OTHER;
      }
    }
    return this;
  }
}
