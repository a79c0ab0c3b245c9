// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

import dev.demarc.evidence.Passage;
import dev.demarc.evidence.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Joins the lines of a file to the lines of instructions: takes off the byte order mark, comments,
 * and the escape character at the end of a continued line. Directives are read on the way.
 */
final class Lines {
  /** BuildKit refuses a longer line. */
  static final int LONGEST = 65_535;

  private static final List<String> DIRECTIVES = List.of("syntax", "escape", "check");

  private final SourceText file;
  private final byte[] bytes;
  private final Map<String, String> directives = new HashMap<>();
  private final List<String> faults = new ArrayList<>();
  private boolean directivesEnded;
  private byte escape = '\\';
  private int at;
  private int lineStart;
  private int lineEnd;

  Lines(SourceText file) {
    this.file = file;
    this.bytes = file.bytes();
    if (bytes.length >= 3
        && (bytes[0] & 0xff) == 0xEF
        && (bytes[1] & 0xff) == 0xBB
        && (bytes[2] & 0xff) == 0xBF) {
      at = 3;
    }
    if (startsWith(at, "#!")) {
      take();
    }
  }

  byte escape() {
    return escape;
  }

  Map<String, String> directives() {
    return directives;
  }

  /** What is wrong with the line last given, and with what stood before it. */
  List<String> faults() {
    List<String> found = List.copyOf(faults);
    faults.clear();
    return found;
  }

  /** The offset of the next byte that no line holds yet. */
  int at() {
    return at;
  }

  /** The next line of an instruction; none at the end of the file. */
  Optional<Passage> next() {
    while (take()) {
      int start = skipBlanks(lineStart, lineEnd);
      if (start == lineEnd) {
        directivesEnded = true;
      } else if (bytes[start] == '#') {
        directive(start);
      } else {
        directivesEnded = true;
        Passage.Builder line = Passage.in(file);
        int end = continued(start, lineEnd);
        line.add(start, end < 0 ? lineEnd : end);
        if (end >= 0) {
          addContinued(line);
        }
        Passage whole = line.build();
        if (whole.bytes().length > 0) {
          return Optional.of(whole);
        }
      }
    }
    return Optional.empty();
  }

  private void addContinued(Passage.Builder line) {
    while (take()) {
      int text = skipBlanks(lineStart, lineEnd);
      if (text == lineEnd || bytes[text] == '#') {
        continue;
      }
      int end = continued(lineStart, lineEnd);
      line.add(lineStart, end < 0 ? lineEnd : end);
      if (end < 0) {
        return;
      }
    }
  }

  /** Reads a here-document; its end is an empty passage when the file ends before. */
  Heredoc document(String name, boolean expands, boolean withoutTabs) {
    Passage.Builder content = Passage.in(file);
    while (take()) {
      int start = lineStart;
      while (withoutTabs && start < lineEnd && bytes[start] == '\t') {
        start++;
      }
      if (file.text(start, lineEnd).equals(name)) {
        Passage end = Passage.in(file).add(start, lineEnd).build();
        return new Heredoc(name, expands, withoutTabs, content.build(), end);
      }
      content.add(start, at);
    }
    faults.add("the here-document " + name + " has no end");
    return new Heredoc(name, expands, withoutTabs, content.build(), Passage.in(file).build());
  }

  /** Takes the next line of the file, without its end. */
  private boolean take() {
    if (at >= bytes.length) {
      return false;
    }
    lineStart = at;
    while (at < bytes.length && bytes[at] != '\n') {
      at++;
    }
    lineEnd = at;
    if (at < bytes.length) {
      at++;
    }
    while (lineEnd > lineStart && bytes[lineEnd - 1] == '\r') {
      lineEnd--;
    }
    if (lineEnd - lineStart > LONGEST) {
      faults.add("a line of more than " + LONGEST + " bytes");
      at = bytes.length;
      return false;
    }
    return true;
  }

  /** Where the text of a line ends that goes on in the next one; -1 when it does not. */
  private int continued(int start, int end) {
    int last = end - 1;
    while (last >= start && (bytes[last] == ' ' || bytes[last] == '\t')) {
      last--;
    }
    if (last < start || bytes[last] != escape) {
      return -1;
    }
    return last > start && bytes[last - 1] == escape ? -1 : last;
  }

  private void directive(int start) {
    if (directivesEnded) {
      return;
    }
    int nameStart = skipBlanks(start + 1, lineEnd);
    int nameEnd = nameStart;
    while (nameEnd < lineEnd && Character.isLetterOrDigit(bytes[nameEnd])) {
      nameEnd++;
    }
    int equals = skipBlanks(nameEnd, lineEnd);
    String name = file.text(nameStart, nameEnd).toLowerCase(Locale.ROOT);
    if (equals >= lineEnd || bytes[equals] != '=' || !DIRECTIVES.contains(name)) {
      directivesEnded = true;
      return;
    }
    String value = file.text(equals + 1, lineEnd).strip();
    if (directives.putIfAbsent(name, value) != null) {
      faults.add("the directive " + name + " stands twice");
    } else if (name.equals("escape")) {
      if (value.equals("\\") || value.equals("`")) {
        escape = (byte) value.charAt(0);
      } else {
        faults.add("the escape character must be \\ or `");
      }
    }
  }

  private boolean startsWith(int from, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (from + i >= bytes.length || bytes[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private int skipBlanks(int from, int to) {
    int next = from;
    while (next < to && isBlank(bytes[next])) {
      next++;
    }
    return next;
  }

  static boolean isBlank(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }
}
