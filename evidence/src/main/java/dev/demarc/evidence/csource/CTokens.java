// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.csource;

import dev.demarc.evidence.Passage;
import java.util.Arrays;

/**
 * The tokens of C source: names and numbers, texts, and single characters. Comments, blanks and
 * lines of the preprocessor are no tokens.
 */
final class CTokens {
  private final Passage passage;
  private final byte[] bytes;
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private int count;

  CTokens(Passage passage) {
    this.passage = passage;
    this.bytes = passage.bytes();
    int at = 0;
    boolean lineStart = true;
    while (at < bytes.length) {
      int next = blank(at, lineStart);
      if (next > at) {
        lineStart = bytes[next - 1] == '\n' || (lineStart && bytes[at] != '#');
        at = next;
      } else {
        next = token(at);
        add(at, next);
        lineStart = false;
        at = next;
      }
    }
  }

  private void add(int start, int end) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
    }
    starts[count] = start;
    ends[count++] = end;
  }

  /** Behind a blank, a comment or a line of the preprocessor; {@code at} when there is none. */
  private int blank(int at, boolean lineStart) {
    byte b = bytes[at];
    if (b == ' ' || b == '\t' || b == '\r' || b == '\n' || b == '\f') {
      return at + 1;
    }
    if (b == '\\' && is(at + 1, '\n')) {
      return at + 2;
    }
    if (b == '#' && lineStart) {
      return lineEnd(at);
    }
    if (b == '/' && is(at + 1, '/')) {
      return lineEnd(at);
    }
    if (b == '/' && is(at + 1, '*')) {
      int end = at + 2;
      while (end < bytes.length && !(bytes[end] == '*' && is(end + 1, '/'))) {
        end++;
      }
      return Math.min(bytes.length, end + 2);
    }
    return at;
  }

  /** Behind the line that begins or goes on here; a backslash at its end continues it. */
  private int lineEnd(int at) {
    int end = at;
    while (end < bytes.length && (bytes[end] != '\n' || continues(end))) {
      end++;
    }
    return Math.min(bytes.length, end + 1);
  }

  private boolean continues(int newline) {
    int last = newline > 0 && bytes[newline - 1] == '\r' ? newline - 2 : newline - 1;
    return last >= 0 && bytes[last] == '\\';
  }

  private int token(int at) {
    byte b = bytes[at];
    if (isWord(b)) {
      int end = at;
      while (end < bytes.length && isWord(bytes[end])) {
        end++;
      }
      return end;
    }
    return b == '"' || b == '\'' ? quoted(at, b) : at + 1;
  }

  private int quoted(int at, byte quote) {
    int end = at + 1;
    while (end < bytes.length && bytes[end] != quote && bytes[end] != '\n') {
      end += bytes[end] == '\\' ? 2 : 1;
    }
    return Math.min(bytes.length, end + 1);
  }

  private boolean is(int at, char c) {
    return at < bytes.length && bytes[at] == c;
  }

  private static boolean isWord(byte b) {
    return b == '_' || Character.isLetterOrDigit(b & 0xff) || b < 0;
  }

  int size() {
    return count;
  }

  int start(int token) {
    return starts[token];
  }

  int end(int token) {
    return ends[token];
  }

  String text(int token) {
    return passage.text(starts[token], ends[token]);
  }

  char first(int token) {
    return (char) (bytes[starts[token]] & 0xff);
  }

  /** True for a name. */
  boolean isName(int token) {
    char c = first(token);
    return c == '_' || Character.isLetter(c);
  }
}
