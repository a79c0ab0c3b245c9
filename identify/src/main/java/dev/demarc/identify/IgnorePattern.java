// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One line of a {@code .gitignore}, with the meaning that git gives it. It never backtracks more
 * than one star at a time, so that its time is bounded by the product of the two lengths.
 *
 * @param negated a match takes the path in again
 * @param foldersOnly the line ended with a slash
 * @param anchored the path from the folder of the file is matched, and not the name alone
 * @param parts between the slashes; {@code **} stands for any number of folders
 */
record IgnorePattern(boolean negated, boolean foldersOnly, boolean anchored, List<String> parts) {
  private static final String ANY_FOLDERS = "**";

  /** Reads a line; comments, empty lines and lines that can match nothing give none. */
  static Optional<IgnorePattern> of(String line) {
    String text = trimmed(bytes(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line));
    if (text.isEmpty() || text.startsWith("#")) {
      return Optional.empty();
    }
    boolean negated = text.startsWith("!");
    text = negated ? text.substring(1) : text;
    boolean foldersOnly = text.endsWith("/");
    text = foldersOnly ? text.substring(0, text.length() - 1) : text;
    boolean anchored = text.indexOf('/') >= 0;
    text = text.startsWith("/") ? text.substring(1) : text;
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new IgnorePattern(
                negated,
                foldersOnly,
                anchored,
                Arrays.asList(text.replace("\\/", "/").split("/", -1))));
  }

  /** Without the blanks at its end, unless a backslash keeps them. */
  private static String trimmed(String line) {
    int end = -1;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == ' ') {
        end = end < 0 ? i : end;
      } else {
        end = -1;
        i += c == '\\' ? 1 : 0;
      }
    }
    return end < 0 ? line : line.substring(0, end);
  }

  /** One char a byte, as git compares. */
  static String bytes(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      }
    }
    return text;
  }

  /** Whether it matches a path, given by its parts from the folder of the file on. */
  boolean matches(List<String> path, boolean folder) {
    if (foldersOnly && !folder) {
      return false;
    }
    return anchored ? matchesPath(path) : matches(parts.getFirst(), path.getLast());
  }

  private boolean matchesPath(List<String> path) {
    int part = 0;
    int at = 0;
    int starPart = -1;
    int starAt = 0;
    while (at < path.size()) {
      if (part < parts.size() && parts.get(part).equals(ANY_FOLDERS)) {
        if (part == parts.size() - 1) {
          return true; // at least one more part is there: it matches what is inside, not itself
        }
        starPart = part++;
        starAt = at;
      } else if (part < parts.size() && matches(parts.get(part), path.get(at))) {
        part++;
        at++;
      } else if (starPart >= 0) {
        part = starPart + 1;
        at = ++starAt;
      } else {
        return false;
      }
    }
    return part == parts.size();
  }

  /** Matches one name against a glob. */
  static boolean matches(String glob, String name) {
    int p = 0;
    int at = 0;
    int star = -1;
    int starAt = 0;
    while (at < name.length()) {
      int next = p < glob.length() ? one(glob, p, name.charAt(at)) : NO_MATCH;
      if (p < glob.length() && glob.charAt(p) == '*') {
        star = p++;
        starAt = at;
      } else if (next > 0) {
        p = next;
        at++;
      } else if (star >= 0) {
        p = star + 1;
        at = ++starAt;
      } else {
        return false;
      }
    }
    while (p < glob.length() && glob.charAt(p) == '*') {
      p++;
    }
    return p == glob.length();
  }

  private static final int NO_MATCH = -1;

  /** The index behind the element of a glob at {@code p} when it matches {@code c}. */
  private static int one(String glob, int p, char c) {
    return switch (glob.charAt(p)) {
      case '?' -> p + 1;
      case '[' -> bracket(glob, p + 1, c);
      case '\\' -> p + 1 < glob.length() && glob.charAt(p + 1) == c ? p + 2 : NO_MATCH;
      default -> glob.charAt(p) == c ? p + 1 : NO_MATCH;
    };
  }

  private static int bracket(String glob, int from, char c) {
    int p = from;
    boolean not = p < glob.length() && (glob.charAt(p) == '!' || glob.charAt(p) == '^');
    p += not ? 1 : 0;
    boolean found = false;
    for (int first = p; p < glob.length() && (glob.charAt(p) != ']' || p == first); ) {
      int end = glob.startsWith("[:", p) ? glob.indexOf(":]", p + 2) : -1;
      if (end > 0) {
        found |= inClass(glob.substring(p + 2, end), c);
        p = end + 2;
        continue;
      }
      p += glob.charAt(p) == '\\' ? 1 : 0;
      if (p >= glob.length()) {
        return NO_MATCH;
      }
      char low = glob.charAt(p++);
      char high = low;
      if (p + 1 < glob.length() && glob.charAt(p) == '-' && glob.charAt(p + 1) != ']') {
        p += glob.charAt(p + 1) == '\\' ? 2 : 1;
        if (p >= glob.length()) {
          return NO_MATCH;
        }
        high = glob.charAt(p++);
      }
      found |=
          c == low || (low <= c && c <= high); // git takes the first of a range as a character too
    }
    return p < glob.length() && found != not ? p + 1 : NO_MATCH;
  }

  private static boolean inClass(String name, char c) {
    boolean lower = c >= 'a' && c <= 'z';
    boolean upper = c >= 'A' && c <= 'Z';
    boolean digit = c >= '0' && c <= '9';
    boolean graph = c > ' ' && c < 0x7f;
    return switch (name) {
      case "lower" -> lower;
      case "upper" -> upper;
      case "alpha" -> lower || upper;
      case "digit" -> digit;
      case "alnum" -> lower || upper || digit;
      case "xdigit" -> digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      case "space" -> c == ' ' || (c >= '\t' && c <= '\r');
      case "blank" -> c == ' ' || c == '\t';
      case "cntrl" -> c < ' ' || c == 0x7f;
      case "graph" -> graph;
      case "print" -> graph || c == ' ';
      case "punct" -> graph && !lower && !upper && !digit;
      default -> false;
    };
  }
}
