// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.text;

import java.nio.charset.StandardCharsets;

/**
 * Decodes the text of a JSON string into UTF-8 (RFC 8259, section 7). What is escaped is longer
 * than what comes of it, so that it may decode in place.
 */
final class JsonLog {
  private byte[] text = {};
  private int used;

  /**
   * Decodes up to the quote that ends the string, and says where that is; {@code to} if nowhere.
   */
  int decode(byte[] bytes, int from, int to) {
    byte[] into = text.length < to - from ? new byte[to - from] : text;
    used = 0;
    int at = from;
    while (at < to && bytes[at] != '"') {
      byte b = bytes[at++];
      if (b != '\\' || at == to) {
        into[used++] = b;
      } else if (bytes[at] == 'u') {
        at = unicode(bytes, at + 1, to, into);
      } else {
        into[used++] = escaped(bytes[at++]);
      }
    }
    while (used > 0 && (into[used - 1] == '\n' || into[used - 1] == '\r')) {
      used--;
    }
    text = into;
    return at;
  }

  /** Four digits, and four more when they are the first half of a pair. */
  private int unicode(byte[] bytes, int from, int to, byte[] into) {
    char first = code(bytes, from, to);
    int next = Math.min(to, from + 4);
    boolean isPair =
        Character.isHighSurrogate(first)
            && next + 6 <= to
            && bytes[next] == '\\'
            && bytes[next + 1] == 'u'
            && Character.isLowSurrogate(code(bytes, next + 2, to));
    String character =
        isPair ? new String(new char[] {first, code(bytes, next + 2, to)}) : String.valueOf(first);
    for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
      into[used++] = b;
    }
    return isPair ? next + 6 : next;
  }

  private static char code(byte[] bytes, int from, int to) {
    int code = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = i < to ? Character.digit(bytes[i], 16) : -1;
      if (digit < 0) {
        return '?';
      }
      code = code * 16 + digit;
    }
    return (char) code;
  }

  private static byte escaped(byte letter) {
    return switch (letter) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      default -> letter;
    };
  }

  /** The array that begins with what was decoded; good until the next. */
  byte[] bytes() {
    return text;
  }

  /** How many bytes of it were decoded, without the line feeds at the end. */
  int length() {
    return used;
  }
}
