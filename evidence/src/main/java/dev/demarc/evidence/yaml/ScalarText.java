// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.yaml;

import dev.demarc.evidence.Passage;
import dev.demarc.evidence.SourceText;
import java.util.Arrays;

/**
 * Reads the text of a scalar once more from the bytes of the file, so that each byte keeps its
 * place.
 */
final class ScalarText {
  private final byte[] bytes;
  private final int end;
  private final Passage.Builder passage;
  private int at;

  private ScalarText(SourceText source, int start, int end) {
    this.bytes = source.bytes();
    this.at = start;
    this.end = end;
    this.passage = Passage.in(source);
  }

  static Passage passage(YamlNode.Scalar scalar) {
    ScalarText text = new ScalarText(scalar.source(), scalar.start(), scalar.end());
    switch (scalar.style()) {
      case PLAIN -> text.flow('\0');
      case SINGLE -> text.flow('\'');
      case DOUBLE -> text.flow('"');
      case LITERAL -> text.block(scalar.text(), false);
      case FOLDED -> text.block(scalar.text(), true);
    }
    return text.passage.build();
  }

  /** A plain or quoted scalar; lines are folded, escapes taken off. */
  private void flow(char quote) {
    if (quote != '\0') {
      at++;
    }
    int last = quote != '\0' && end > at && bytes[end - 1] == quote ? end - 1 : end;
    int from = at;
    while (at < last) {
      byte b = bytes[at];
      if (b == '\n' || b == '\r') {
        int kept = at;
        while (kept > from && isBlank(bytes[kept - 1])) {
          kept--;
        }
        passage.add(from, kept);
        folded(last);
        from = at;
      } else if (b == quote && quote == '\'') {
        passage.add(from, at + 1);
        at = Math.min(at + 2, last);
        from = at;
      } else if (b == '\\' && quote == '"') {
        passage.add(from, at);
        escape(last);
        from = at;
      } else {
        at++;
      }
    }
    passage.add(Math.min(from, last), last);
  }

  /** One line end becomes a space, n of them n - 1 line ends. */
  private void folded(int last) {
    int first = at;
    lineEnd();
    boolean space = true;
    skipBlanks(last);
    while (at < last && (bytes[at] == '\n' || bytes[at] == '\r')) {
      passage.add("\n", at);
      space = false;
      lineEnd();
      skipBlanks(last);
    }
    if (space) {
      passage.add(" ", first);
    }
  }

  private void escape(int last) {
    int begin = at;
    at++;
    if (at >= last) {
      return;
    }
    int c = bytes[at] & 0xff;
    if (c == '\n' || c == '\r') {
      lineEnd();
      skipBlanks(last);
      while (at < last && (bytes[at] == '\n' || bytes[at] == '\r')) {
        passage.add("\n", at);
        lineEnd();
        skipBlanks(last);
      }
      return;
    }
    at++;
    int digits =
        switch (c) {
          case 'x' -> 2;
          case 'u' -> 4;
          case 'U' -> 8;
          default -> 0;
        };
    if (digits > 0) {
      number(digits, begin, last);
      return;
    }
    String text =
        switch (c) {
          case '0' -> "\0";
          case 'a' -> "\u0007";
          case 'b' -> "\b";
          case 't' -> "\t";
          case 'n' -> "\n";
          case 'v' -> "\u000b";
          case 'f' -> "\f";
          case 'r' -> "\r";
          case 'e' -> "\u001b";
          case 'N' -> "\u0085";
          case '_' -> "\u00a0";
          case 'L' -> "\u2028";
          case 'P' -> "\u2029";
          default -> String.valueOf((char) c);
        };
    passage.add(text, begin);
  }

  private void number(int digits, int begin, int last) {
    int code = 0;
    for (int i = 0; i < digits && at < last; i++) {
      int digit = Character.digit(bytes[at++], 16);
      code = code * 16 + Math.max(0, digit);
    }
    passage.add(Character.isValidCodePoint(code) ? Character.toString(code) : "\ufffd", begin);
  }

  /** A block scalar: its lines without the indentation. {@code text} is what they become. */
  private void block(String text, boolean folds) {
    nextLine();
    int indent = indent(text);
    int closing = closing(text);
    int ends = 0;
    int[] breaks = new int[8];
    boolean folding = false;
    boolean some = false;
    while (at < end) {
      int line = at;
      int content = line;
      while (content < end && content - line < indent && bytes[content] == ' ') {
        content++;
      }
      int stop = content;
      while (stop < end && bytes[stop] != '\n') {
        stop++;
      }
      int cut = stop > content && bytes[stop - 1] == '\r' ? stop - 1 : stop;
      if (cut > content && content - line < indent) {
        break;
      }
      at = Math.min(stop + 1, end);
      boolean blank = cut == content;
      if (!blank) {
        boolean loose = isBlank(bytes[content]);
        lineEnds(breaks, ends, some && folds && folding && !loose);
        passage.add(content, cut);
        ends = 0;
        folding = !loose;
        some = true;
      }
      if (ends == breaks.length) {
        breaks = Arrays.copyOf(breaks, ends * 2);
      }
      breaks[ends++] = cut;
    }
    for (int i = 0; i < closing; i++) {
      passage.add("\n", i < ends ? breaks[i] : end);
    }
  }

  private void lineEnds(int[] breaks, int count, boolean folds) {
    if (folds && count == 1) {
      passage.add(" ", breaks[0]);
      return;
    }
    for (int i = folds ? 1 : 0; i < count; i++) {
      passage.add("\n", breaks[i]);
    }
  }

  private void nextLine() {
    while (at < end && bytes[at] != '\n') {
      at++;
    }
    at = Math.min(at + 1, end);
  }

  /** How deep the block is indented: what the first line that is not blank has lost. */
  private int indent(String text) {
    int inText = 0;
    int column = 0;
    while (inText < text.length() && (text.charAt(inText) == ' ' || text.charAt(inText) == '\n')) {
      column = text.charAt(inText) == '\n' ? 0 : column + 1;
      inText++;
    }
    int inFile = 0;
    for (int i = at; i < end; i++) {
      if (bytes[i] == ' ') {
        inFile++;
      } else if (bytes[i] == '\n' || bytes[i] == '\r') {
        inFile = 0;
      } else {
        break;
      }
    }
    return Math.max(0, inFile - column);
  }

  private static int closing(String text) {
    int at = text.length();
    while (at > 0 && text.charAt(at - 1) == '\n') {
      at--;
    }
    return text.length() - at;
  }

  private void lineEnd() {
    if (bytes[at] == '\r' && at + 1 < bytes.length && bytes[at + 1] == '\n') {
      at++;
    }
    at++;
  }

  private void skipBlanks(int last) {
    while (at < last && isBlank(bytes[at])) {
      at++;
    }
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }
}
