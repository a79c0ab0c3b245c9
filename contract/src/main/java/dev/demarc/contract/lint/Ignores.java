// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.lint;

import dev.demarc.contract.source.Document;
import dev.demarc.contract.source.Problem;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Marks of the form {@code # demarc:ignore RULE until=YYYY-MM-DD reason=…}. Behind code a mark
 * counts for its line; on a line of its own for the next line that is no comment; before the first
 * key of the file for the whole file. A mark without a date or a reason, or after its date, does
 * not count and is a finding itself; so is one that suppresses nothing.
 */
final class Ignores {
  private static final Pattern MARK =
      Pattern.compile("(?:^|\\s)#\\s*demarc:ignore(?:\\s+([^\\s=]+))?(?:\\s+(.*))?$");
  private static final Pattern UNTIL = Pattern.compile("(?:^|\\s)until=(\\S+)");
  private static final Pattern REASON = Pattern.compile("(?:^|\\s)reason=(\\S.*)");

  /** What is left after the marks. */
  record Applied(List<Problem> problems, int ignored) {}

  private record Mark(
      String rule, Optional<String> until, boolean reasoned, int line, int column, int covers) {
    static final int WHOLE_FILE = 0;

    boolean covers(Problem problem) {
      return problem.rule().equals(rule) && (covers == WHOLE_FILE || covers == problem.line());
    }
  }

  private final Document document;
  private final List<Mark> marks = new ArrayList<>();

  private Ignores(Document document) {
    this.document = document;
  }

  static Ignores of(Document document) {
    Ignores ignores = new Ignores(document);
    List<String> lines = document.text().lines().toList();
    boolean head = true;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean comment = isComment(line);
      head &= comment;
      Matcher mark = MARK.matcher(line);
      if (line.contains("demarc:ignore") && mark.find()) {
        int covers = head ? Mark.WHOLE_FILE : comment ? nextCode(lines, i + 1) : i + 1;
        ignores.add(mark, i + 1, covers);
      }
    }
    return ignores;
  }

  private static boolean isComment(String line) {
    String bare = line.strip();
    return bare.isEmpty() || bare.startsWith("#") || bare.equals("---");
  }

  private static int nextCode(List<String> lines, int from) {
    int at = from;
    while (at < lines.size() && isComment(lines.get(at))) {
      at++;
    }
    return at + 1;
  }

  private void add(Matcher mark, int line, int covers) {
    String rest = mark.group(2) == null ? "" : mark.group(2);
    Matcher until = UNTIL.matcher(rest);
    marks.add(
        new Mark(
            mark.group(1) == null ? "" : mark.group(1),
            until.find() ? Optional.of(until.group(1)) : Optional.empty(),
            REASON.matcher(rest).find(),
            line,
            mark.start() + 1,
            covers));
  }

  Applied apply(List<Problem> found, LocalDate today) {
    List<Problem> left = new ArrayList<>(found);
    int ignored = 0;
    for (Mark mark : marks) {
      Optional<String> wrong = wrong(mark, today);
      if (wrong.isPresent()) {
        left.add(finding(mark, wrong.get(), "write a later date and the reason, or mend it"));
        continue;
      }
      int before = left.size();
      left.removeIf(problem -> document.file().equals(problem.file()) && mark.covers(problem));
      if (left.size() == before) {
        left.add(finding(mark, "it suppresses nothing.", "remove the mark"));
      }
      ignored += before - left.size() < 0 ? 0 : before - left.size();
    }
    return new Applied(left, ignored);
  }

  private static Optional<String> wrong(Mark mark, LocalDate today) {
    if (LintRule.of(mark.rule()).isEmpty() || mark.rule().equals(LintRule.DOC_IGNORE.id())) {
      return Optional.of("'" + mark.rule() + "' is no lint rule that can be ignored.");
    }
    if (mark.until().isEmpty()) {
      return Optional.of("it has no until=YYYY-MM-DD.");
    }
    if (!mark.reasoned()) {
      return Optional.of("it has no reason=….");
    }
    try {
      LocalDate until = LocalDate.parse(mark.until().get());
      return until.isBefore(today) ? Optional.of("it expired on " + until + ".") : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.of("'" + mark.until().get() + "' is no date YYYY-MM-DD.");
    }
  }

  private Problem finding(Mark mark, String why, String fix) {
    return new Problem(
        LintRule.DOC_IGNORE.id(),
        LintRule.DOC_IGNORE.severity(),
        document.file(),
        mark.line(),
        mark.column(),
        "",
        "The mark demarc:ignore " + mark.rule() + " does not count: " + why,
        fix);
  }
}
