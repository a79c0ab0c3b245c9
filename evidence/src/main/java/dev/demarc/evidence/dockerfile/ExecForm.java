// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the arguments of an instruction that are a JSON array of strings. */
final class ExecForm {
  private final String text;
  private int at;

  private ExecForm(String text) {
    this.text = text;
  }

  /** The strings; none when it is anything else, which then counts as a text for the shell. */
  static Optional<List<String>> of(String text) {
    return new ExecForm(text).read();
  }

  private Optional<List<String>> read() {
    List<String> strings = new ArrayList<>();
    blanks();
    if (!take('[')) {
      return Optional.empty();
    }
    blanks();
    if (!take(']')) {
      do {
        blanks();
        Optional<String> one = string();
        if (one.isEmpty()) {
          return Optional.empty();
        }
        strings.add(one.get());
        blanks();
      } while (take(','));
      if (!take(']')) {
        return Optional.empty();
      }
    }
    blanks();
    return at == text.length() ? Optional.of(strings) : Optional.empty();
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean take(char wanted) {
    boolean here = at < text.length() && text.charAt(at) == wanted;
    at += here ? 1 : 0;
    return here;
  }

  private Optional<String> string() {
    if (!take('"')) {
      return Optional.empty();
    }
    StringBuilder read = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return Optional.of(read.toString());
      }
      if (c < ' ') {
        return Optional.empty();
      }
      if (c == '\\' && !escaped(read)) {
        return Optional.empty();
      }
      if (c != '\\') {
        read.append(c);
      }
    }
    return Optional.empty();
  }

  private boolean escaped(StringBuilder read) {
    if (at >= text.length()) {
      return false;
    }
    char c = text.charAt(at++);
    int simple = "\"\\/bfnrt".indexOf(c);
    if (simple >= 0) {
      read.append("\"\\/\b\f\n\r\t".charAt(simple));
      return true;
    }
    if (c != 'u' || at + 4 > text.length()) {
      return false;
    }
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(text.charAt(at++), 16);
      if (digit < 0) {
        return false;
      }
      code = code * 16 + digit;
    }
    read.append((char) code);
    return true;
  }
}
