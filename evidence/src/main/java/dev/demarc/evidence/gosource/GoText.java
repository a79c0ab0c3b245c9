// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

import java.util.Optional;

/** Reads the value of a Go string literal. */
public final class GoText {
  private GoText() {}

  /** The value of a literal that is a text; empty for numbers, characters and broken texts. */
  public static Optional<String> value(Node literal) {
    if (!literal.is(Kind.LITERAL)) {
      return Optional.empty();
    }
    String text = literal.text();
    if (text.length() < 2) {
      return Optional.empty();
    }
    char first = text.charAt(0);
    String inner = text.substring(1, text.length() - 1);
    if (first == '`' && text.endsWith("`")) {
      return Optional.of(inner.replace("\r", ""));
    }
    return first == '"' && text.endsWith("\"") ? unescape(inner) : Optional.empty();
  }

  private static Optional<String> unescape(String text) {
    if (text.indexOf('\\') < 0) {
      return Optional.of(text);
    }
    StringBuilder out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      if (i >= text.length()) {
        return Optional.empty();
      }
      int digits = digits(text.charAt(i));
      if (digits == 0) {
        out.append(simple(text.charAt(i++)));
        continue;
      }
      boolean octal = text.charAt(i) >= '0' && text.charAt(i) <= '7';
      int from = octal ? i : i + 1;
      if (from + digits > text.length()) {
        return Optional.empty();
      }
      Optional<Integer> code = number(text.substring(from, from + digits), octal ? 8 : 16);
      if (code.isEmpty() || !Character.isValidCodePoint(code.get())) {
        return Optional.empty();
      }
      out.appendCodePoint(code.get());
      i = from + digits;
    }
    return Optional.of(out.toString());
  }

  private static int digits(char escape) {
    return switch (escape) {
      case 'x' -> 2;
      case 'u' -> 4;
      case 'U' -> 8;
      case '0', '1', '2', '3', '4', '5', '6', '7' -> 3;
      default -> 0;
    };
  }

  private static char simple(char escape) {
    return switch (escape) {
      case 'a' -> '\u0007';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> '\u000b';
      default -> escape;
    };
  }

  private static Optional<Integer> number(String digits, int radix) {
    try {
      return Optional.of(Integer.parseUnsignedInt(digits, radix));
    } catch (NumberFormatException bad) {
      return Optional.empty();
    }
  }
}
