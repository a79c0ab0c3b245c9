// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gomod;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the lines of a go.mod or go.work file, line by line; a bad line loses itself only. */
final class ModLines {
  /** How many words each directive has at least. */
  private static final Map<String, Integer> LEAST =
      Map.ofEntries(
          Map.entry("module", 1),
          Map.entry("go", 1),
          Map.entry("toolchain", 1),
          Map.entry("require", 2),
          Map.entry("exclude", 2),
          Map.entry("replace", 3),
          Map.entry("retract", 1),
          Map.entry("tool", 1),
          Map.entry("ignore", 1),
          Map.entry("godebug", 1),
          Map.entry("use", 1));

  private final SourceText source;
  private final List<ModLine> lines = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private String block = "";
  private String comment = "";
  private int first;
  private int last;
  private int next;

  private ModLines(SourceText source) {
    this.source = source;
  }

  static ModLines of(SourceText source) {
    ModLines all = new ModLines(source);
    for (int line = 1; line <= source.lines(); line++) {
      all.read(line);
    }
    if (!all.block.isEmpty()) {
      all.degraded(source.lines(), "the block " + all.block + " is not closed", "nothing");
    }
    return all;
  }

  List<ModLine> lines() {
    return List.copyOf(lines);
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  private void degraded(int line, String text, String lost) {
    problems.add(new Problem(source.file(), line, "parse-degraded", text, lost));
  }

  private void read(int line) {
    split(source.lineStart(line), source.lineEnd(line));
    if (words.isEmpty()) {
      return;
    }
    if (words.getFirst().equals(")")) {
      block = "";
    } else if (words.getLast().equals("(") && words.size() == 2) {
      block = words.getFirst();
    } else if (block.isEmpty()) {
      add(line, words.getFirst(), List.copyOf(words.subList(1, words.size())));
    } else {
      add(line, block, List.copyOf(words));
    }
  }

  private void add(int line, String verb, List<String> rest) {
    Integer least = LEAST.get(verb);
    if (least == null) {
      degraded(line, "a directive that is not known", "the line");
    } else if (rest.size() < least) {
      degraded(line, verb + " with too few words", "the line");
    } else {
      lines.add(new ModLine(verb, rest, comment, source.place(first, last)));
    }
  }

  /** Splits a line into words; what is behind two slashes is the comment. */
  private void split(int start, int end) {
    words.clear();
    comment = "";
    first = start;
    next = start;
    while (next < end) {
      byte b = source.bytes()[next];
      if (b == ' ' || b == '\t') {
        next++;
      } else if (isComment(end)) {
        comment = source.text(next + 2, end).strip();
        return;
      } else {
        if (words.isEmpty()) {
          first = next;
        }
        word(end);
        last = next;
      }
    }
  }

  private boolean isComment(int end) {
    return next + 1 < end && source.bytes()[next] == '/' && source.bytes()[next + 1] == '/';
  }

  private void word(int end) {
    int start = next;
    byte quote = source.bytes()[next];
    next++;
    if (quote == '"' || quote == '`') {
      while (next < end && source.bytes()[next] != quote) {
        next++;
      }
      words.add(source.text(start + 1, next));
      next = Math.min(next + 1, end);
    } else if (quote == '(' || quote == ')') {
      words.add(quote == '(' ? "(" : ")");
    } else {
      while (next < end && !ends(source.bytes()[next]) && !isComment(end)) {
        next++;
      }
      words.add(source.text(start, next));
    }
  }

  private static boolean ends(byte b) {
    return b == ' ' || b == '\t' || b == '(' || b == ')';
  }
}
