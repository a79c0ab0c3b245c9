// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * A place in a journal, {@code s=…;i=…;b=…;m=…;t=…;x=…}: numbers are hexadecimal.
 *
 * @param sequence the id of the numbering: a journal that is made anew gets another one
 * @param number of the entry in it, counted over all files and all senders
 * @param at when journald received the entry
 */
public record Cursor(String sequence, long number, Instant at) {
  /** Reads the text of a cursor; empty when it is none, or has no sequence or no time. */
  public static Optional<Cursor> of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    Parsed parsed = new Parsed();
    return parsed.read(bytes, 0, bytes.length)
        ? Optional.of(new Cursor(parsed.sequence(), parsed.number, Times.ofMicros(parsed.micros)))
        : Optional.empty();
  }

  /** The numbers of a cursor as they are read again and again, without an object for each. */
  static final class Parsed {
    private static final int ID = 32;

    private final byte[] id = new byte[ID];
    long number;
    long micros;

    /** How often the id of the sequence became another one: two entries of one value are equal. */
    int changes;

    String sequence() {
      return new String(id, StandardCharsets.ISO_8859_1);
    }

    /** False when it is no cursor; then the numbers are those of none. */
    boolean read(byte[] bytes, int from, int to) {
      int at = from;
      int missing = 0b111;
      while (missing != 0 && at + 2 < to && bytes[at + 1] == '=') {
        byte field = bytes[at];
        at += 2;
        int begin = at;
        switch (field) {
          case 's' -> {
            at = Math.min(to, begin + ID);
            if (at - begin == ID && isId(bytes, begin)) {
              missing &= ~1;
            }
          }
          case 'i', 't' -> {
            long value = 0;
            int digit = 0;
            while (at < to && (digit = digit(bytes[at])) >= 0) {
              value = value << 4 | digit;
              at++;
            }
            if (at == begin || at - begin > 16 || value < 0) {
              return false;
            }
            if (field == 'i') {
              number = value;
              missing &= ~2;
            } else {
              micros = value;
              missing &= ~4;
            }
          }
          case 'b' -> at = begin + ID < to && bytes[begin + ID] == ';' ? begin + ID : begin;
          default -> {}
        }
        while (at < to && bytes[at] != ';') {
          at++;
        }
        at++;
      }
      return missing == 0;
    }

    private boolean isId(byte[] bytes, int begin) {
      if (Arrays.equals(id, 0, ID, bytes, begin, begin + ID)) {
        return true;
      }
      for (int i = 0; i < ID; i++) {
        if (digit(bytes[begin + i]) < 0) {
          return false;
        }
      }
      System.arraycopy(bytes, begin, id, 0, ID);
      changes++;
      return true;
    }

    private static int digit(byte b) {
      if (b >= '0' && b <= '9') {
        return b - '0';
      }
      return b >= 'a' && b <= 'f' ? b - 'a' + 10 : -1;
    }
  }
}
