// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.linkflags;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One {@code -X path.name=value}.
 *
 * @param path the package, with known variables put in
 * @param value as it is written
 * @param place of the flag's argument, or of the text when it stands in several pieces
 */
record Injection(LinkText in, String path, String name, String value, Place place) {
  private static final String FLAG = "-X";

  /** All that a text holds. */
  static List<Injection> in(LinkText text) {
    List<Injection> all = new ArrayList<>();
    String raw = text.text();
    int at = raw.indexOf(FLAG);
    while (at >= 0) {
      int behind = at + FLAG.length();
      if (at == 0 || " \t\n'\"=(".indexOf(raw.charAt(at - 1)) >= 0) {
        read(text, behind, all);
      }
      at = raw.indexOf(FLAG, behind);
    }
    return all;
  }

  private static void read(LinkText text, int behind, List<Injection> into) {
    String raw = text.text();
    int at = behind;
    while (at < raw.length() && " \t\n\\=".indexOf(raw.charAt(at)) >= 0) {
      at++;
    }
    if (at == behind) {
      return;
    }
    char quote = '\0';
    if (at < raw.length() && (raw.charAt(at) == '\'' || raw.charAt(at) == '"')) {
      quote = raw.charAt(at++);
    }
    int equals = equals(raw, at);
    if (equals < 0) {
      return;
    }
    String target = raw.substring(at, equals);
    int dot = target.lastIndexOf('.');
    String name = target.substring(dot + 1);
    if (dot <= 0 || !name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      return;
    }
    String value = raw.substring(equals + 1, Math.max(equals + 1, end(raw, equals + 1, quote)));
    String path = text.resolve(target.substring(0, dot));
    place(text, name).ifPresent(place -> into.add(new Injection(text, path, name, value, place)));
  }

  private static int equals(String raw, int from) {
    int at = from;
    while (at < raw.length()) {
      char c = raw.charAt(at);
      if (c == '=') {
        return at;
      }
      if (raw.startsWith("{{", at)) {
        int close = raw.indexOf("}}", at);
        if (close < 0 || close - at > 100) {
          return -1;
        }
        at = close + 2;
      } else if (Character.isLetterOrDigit(c) || "._-/~${}()".indexOf(c) >= 0) {
        at++;
      } else {
        return -1;
      }
    }
    return -1;
  }

  /** Behind the value: substitutions, templates and quotes in it may hold spaces. */
  private static int end(String raw, int from, char quote) {
    int open = 0;
    char inner = '\0';
    for (int at = from; at < raw.length(); at++) {
      char c = raw.charAt(at);
      if (c == '(' || c == '{') {
        open++;
      } else if (c == ')' || c == '}') {
        open--;
      } else if (c == '`' || (quote == '\0' && open <= 0 && (c == '\'' || c == '"'))) {
        inner = inner == '\0' ? c : inner == c ? '\0' : inner;
      } else if (open <= 0 && inner == '\0') {
        if (quote != '\0' ? c == quote : Character.isWhitespace(c)) {
          return at;
        }
      }
    }
    return raw.length();
  }

  /**
   * The place of the target in the lines of the text. A text that does not show it took it from a
   * variable of Make, which is looked at where it stands.
   */
  private static Optional<Place> place(LinkText text, String name) {
    if (text.source().isEmpty()) {
      return Optional.of(text.place());
    }
    SourceText source = text.source().get();
    String needle = "." + name + "=";
    for (int line = text.place().line(); line <= text.place().endLine(); line++) {
      String one = source.lineText(line);
      int from = line == text.place().line() ? text.place().column() - 1 : 0;
      int at = one.indexOf(needle, Math.min(from, one.length()));
      if (at >= 0) {
        int start = at;
        while (start > 0 && " \t'\"=".indexOf(one.charAt(start - 1)) < 0) {
          start--;
        }
        int end = at + needle.length() - 1;
        return Optional.of(new Place(source.file(), line, start + 1, line, end + 1));
      }
    }
    return Optional.empty();
  }

  /** The target as the linker gets it. */
  String target() {
    return path + "." + name;
  }

  /** True when a part of the path is not known. */
  boolean isOpen() {
    return path.indexOf('$') >= 0 || path.indexOf('{') >= 0 || path.indexOf('(') >= 0;
  }

  /** The value with what is known of the variables in it. */
  String resolved() {
    return in.resolve(value);
  }
}
