// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.shell;

import dev.demarc.evidence.Passage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** How far a script is read, and what is open there. */
final class ShellCursor {
  /** Nothing that a person wrote is nested deeper. */
  private static final int MOST_DEEP = 64;

  private record Document(String delimiter, boolean tabs) {}

  private final byte[] bytes;
  private final Deque<Byte> closers = new ArrayDeque<>();
  private final List<Document> documents = new ArrayList<>();
  private int depth;
  int at;

  ShellCursor(Passage passage) {
    this.bytes = passage.bytes();
  }

  boolean isAtEnd() {
    return at >= bytes.length;
  }

  /** True at the end, and where the innermost substitution or subshell ends. */
  boolean isClosed() {
    return isAtEnd() || (!closers.isEmpty() && bytes[at] == closers.peek());
  }

  boolean closesWith(char closer) {
    return !closers.isEmpty() && closers.peek() == closer;
  }

  int peek(int ahead) {
    return at + ahead < bytes.length ? bytes[at + ahead] : -1;
  }

  boolean looksAt(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (peek(i) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Goes one level deeper; false when that would be too deep. */
  boolean enter() {
    if (depth >= MOST_DEEP) {
      return false;
    }
    depth++;
    return true;
  }

  void leave() {
    depth--;
  }

  void open(char closer) {
    closers.push((byte) closer);
  }

  /** Passes over the closer, if it is there. */
  void close() {
    if (isClosed() && !isAtEnd()) {
      at++;
    }
    closers.pop();
  }

  void skipLine() {
    while (!isAtEnd() && bytes[at] != '\n') {
      at++;
    }
  }

  /** Passes over blanks and continued lines. */
  void skipBlanks() {
    while (!isAtEnd()) {
      if (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r') {
        at++;
      } else if (looksAt("\\\n")) {
        at += 2;
      } else if (looksAt("\\\r\n")) {
        at += 3;
      } else {
        return;
      }
    }
  }

  /** Passes over blanks, comments and ends of lines. */
  void skipLines() {
    while (true) {
      skipBlanks();
      if (isAtEnd() || (bytes[at] != '\n' && bytes[at] != '#')) {
        return;
      }
      if (bytes[at] == '#') {
        skipLine();
      } else {
        newline();
      }
    }
  }

  /** Passes over the end of a line, and over the here-documents that the line has begun. */
  void newline() {
    at++;
    for (Document document : documents) {
      skip(document);
    }
    documents.clear();
  }

  void expect(String delimiter, boolean tabs) {
    documents.add(new Document(delimiter, tabs));
  }

  private void skip(Document document) {
    byte[] wanted = document.delimiter().getBytes(StandardCharsets.UTF_8);
    while (!isAtEnd()) {
      int start = at;
      skipLine();
      int end = at > start && bytes[at - 1] == '\r' ? at - 1 : at;
      while (document.tabs() && start < end && bytes[start] == '\t') {
        start++;
      }
      at = Math.min(at + 1, bytes.length);
      if (Arrays.equals(bytes, start, end, wanted, 0, wanted.length)) {
        return;
      }
    }
  }

  /** Passes over a bracket and all to the one that closes it, whatever that is. */
  void skipBalanced(char opener, char closer) {
    int open = 0;
    while (!isAtEnd()) {
      byte b = bytes[at++];
      if (b == '\\') {
        at++;
      } else if (b == opener) {
        open++;
      } else if (b == closer && --open <= 0) {
        break;
      }
    }
    at = Math.min(at, bytes.length);
  }

  /** The end of a branch of {@code case}, if it stands here. */
  String separator() {
    return looksAt(";;") || looksAt(";&") ? ";;" : "";
  }

  /** Passes over what joins a command to the next one; the end of a branch stays. */
  Joint joint() {
    skipBlanks();
    if (peek(0) == '#') {
      skipLine();
    }
    if (isClosed()) {
      return Joint.NONE;
    }
    return switch (bytes[at]) {
      case '\n' -> {
        newline();
        yield Joint.NEWLINE;
      }
      case ';' -> {
        at += separator().isEmpty() ? 1 : 0;
        yield Joint.SEQUENCE;
      }
      case '&' -> isDoubled('&') ? Joint.AND : Joint.BACKGROUND;
      case '|' -> {
        if (isDoubled('|')) {
          yield Joint.OR;
        }
        at += peek(0) == '&' ? 1 : 0;
        yield Joint.PIPE;
      }
      default -> Joint.NONE;
    };
  }

  private boolean isDoubled(char b) {
    at++;
    if (peek(0) != b) {
      return false;
    }
    at++;
    return true;
  }
}
