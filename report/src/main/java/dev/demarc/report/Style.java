// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report;

import dev.demarc.contract.Verdict;
import java.util.List;

/**
 * How text looks on the place where it is read: with or without colour, with or without marks
 * beyond ASCII. The words are the same in every style, so that a text search finds them.
 *
 * @param colour escape sequences are understood
 * @param marks characters beyond ASCII are shown
 * @param width columns of the place; long words may still pass it
 */
public record Style(boolean colour, boolean marks, int width) {
  /** For files, pipes and tests. */
  public static final Style PLAIN = new Style(false, false, 100);

  /** What a colour says. */
  public enum Paint {
    /** It holds. */
    GOOD("32"),
    /** It does not hold. */
    BAD("31"),
    /** It cannot be said, or deserves a look. */
    OPEN("33"),
    /** Of less weight. */
    FAINT("2"),
    /** Of more weight. */
    STRONG("1");

    private final String code;

    Paint(String code) {
      this.code = code;
    }
  }

  /** The text in a colour, or as it is. */
  public String paint(Paint paint, String text) {
    return colour && !text.isEmpty() ? "\u001b[" + paint.code + "m" + text + "\u001b[0m" : text;
  }

  /** The colour of a verdict. */
  public static Paint of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Kept _ -> Paint.GOOD;
      case Verdict.Broken _ -> Paint.BAD;
      case Verdict.Undecided _ -> Paint.OPEN;
    };
  }

  /** A mark of one column and a blank before a verdict's word; nothing where marks do not show. */
  public String mark(Verdict verdict) {
    if (!marks) {
      return "";
    }
    return switch (verdict) {
      case Verdict.Kept _ -> paint(Paint.GOOD, "✓ ");
      case Verdict.Broken _ -> paint(Paint.BAD, "✗ ");
      case Verdict.Undecided _ -> paint(Paint.OPEN, "? ");
    };
  }

  /** Stands between words of a list. */
  public String dot() {
    return marks ? " · " : ", ";
  }

  /**
   * A text in lines of this width, two blanks in; behind a name when it has one, which stands at
   * its first line, or above it when it takes more than half of the width.
   */
  public void paragraph(String name, String text, List<String> lines) {
    if (name.length() > width / 2) {
      paragraph("", name, lines);
      paragraph("  ", text, lines);
      return;
    }
    StringBuilder line = new StringBuilder();
    String lead = name.isEmpty() ? "  " : "  " + paint(Paint.FAINT, name) + "  ";
    int indent = name.isEmpty() ? 2 : name.length() + 4;
    for (String word : List.of(text.split(" +"))) {
      if (!line.isEmpty() && indent + line.length() + word.length() + 1 > width) {
        lines.add(lead + line);
        line.setLength(0);
        lead = " ".repeat(indent);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(lead + line);
  }

  /** The text and blanks up to a width; longer texts stay whole. */
  public static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.codePointCount(0, text.length())));
  }

  /**
   * Foreign text made safe for a terminal: control characters, and characters that hide or turn the
   * direction of others, become {@code \\u001b} and the like.
   */
  public static String safe(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(point -> {
          if (hidden(point)) {
            out.append(String.format("\\u%04x", point));
          } else {
            out.appendCodePoint(point);
          }
        });
    return out.toString();
  }

  /** True for a code point that a reader cannot see or that changes how others are seen. */
  public static boolean hidden(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
