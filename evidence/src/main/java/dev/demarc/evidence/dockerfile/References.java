// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

import dev.demarc.evidence.Passage;
import dev.demarc.evidence.Place;
import java.util.ArrayList;
import java.util.List;

/** Finds the variables that a text for a shell, or a word of an instruction, refers to. */
public final class References {
  private References() {}

  /**
   * One reference.
   *
   * @param operator what stands behind the name in braces, such as {@code :-}; empty for none
   * @param in the text
   * @param start offset in {@code in} of the dollar sign
   * @param end of the name and what of its braces stands before an operator
   */
  public record Reference(String name, String operator, Passage in, int start, int end) {
    /** Where it stands. */
    public Place place() {
      return in.place(start, end);
    }
  }

  /** All references that are not in single quotes, escaped or in a comment, in order. */
  public static List<Reference> in(Passage text) {
    return in(text, 0, text.bytes().length);
  }

  /** Those between two offsets. */
  public static List<Reference> in(Passage text, int from, int to) {
    List<Reference> found = new ArrayList<>();
    byte[] bytes = text.bytes();
    boolean quoted = false;
    int at = from;
    while (at < to) {
      switch (bytes[at]) {
        case '\\' -> at += 2;
        case '"' -> {
          quoted = !quoted;
          at++;
        }
        case '\'' -> at = quoted ? at + 1 : behind(bytes, at + 1, to, '\'');
        case '#' -> {
          boolean starts = !quoted && (at == from || Lines.isBlank(bytes[at - 1]));
          at = starts ? behind(bytes, at, to, '\n') : at + 1;
        }
        case '$' -> at = reference(text, at, to, found);
        default -> at++;
      }
    }
    return found;
  }

  private static int behind(byte[] bytes, int from, int to, char end) {
    int at = from;
    while (at < to && bytes[at] != end) {
      at++;
    }
    return at + 1;
  }

  private static int reference(Passage text, int dollar, int to, List<Reference> into) {
    byte[] bytes = text.bytes();
    boolean braces = dollar + 1 < to && bytes[dollar + 1] == '{';
    int start = dollar + (braces ? 2 : 1);
    int end = start;
    while (end < to && isNamePart((char) bytes[end])) {
      end++;
    }
    if (end == start || Character.isDigit(bytes[start])) {
      return dollar + 1;
    }
    int operator = end;
    while (braces
        && operator < to
        && operator < end + 2
        && ":-+?=#%/".indexOf(bytes[operator]) >= 0) {
      operator++;
    }
    boolean closed = braces && end < to && bytes[end] == '}';
    into.add(
        new Reference(
            text.text(start, end), text.text(end, operator), text, dollar, closed ? end + 1 : end));
    return closed ? end + 1 : operator;
  }

  static boolean isNamePart(char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
