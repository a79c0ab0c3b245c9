// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.Problem;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the comments that switch a finding off: {@code demarc:ignore risk/rule until=2027-03-31
 * reason=…} on its line or the line above, and those of other tools for rules that name them as
 * peers. Without a date and a reason it switches nothing off; past its date the finding is there
 * again, and says why.
 */
final class Suppressions {
  private static final Pattern OWN =
      Pattern.compile(
          "^(?://|#)\\s*demarc:ignore\\s+(\\S+)\\s+until=(\\d{4}-\\d{2}-\\d{2})\\s+reason=(.*\\S)\\s*$");

  private static final Pattern ATTEMPT = Pattern.compile("^(?://|#)\\s*demarc:ignore\\b");

  private static final Pattern UNTIL = Pattern.compile("\\buntil=(\\S*)");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern REASON = Pattern.compile("\\breason=(.*)$");

  private static final Pattern NOLINT = Pattern.compile("^//\\s*nolint(?::([\\w, -]+))?(.*)$");
  private static final Pattern NOSEC = Pattern.compile("#nosec\\b([ G0-9,]*)(.*)$");

  private final LocalDate today;

  Suppressions(LocalDate today) {
    this.today = today;
  }

  /** What the comments at a finding say of it. */
  sealed interface Said {}

  /** Nothing that counts. */
  record None() implements Said {}

  /** Not to count it. */
  record Holds(Suppression by) implements Said {}

  /** Not to count it until a day that is past. */
  record Over(LocalDate until, Fact comment) implements Said {
    /** The finding with a message that says so. */
    Finding said(Finding finding) {
      return finding.because("Its suppression expired on " + until + ". ", comment);
    }
  }

  /** The first comment that counts: on the line of a finding, or alone on the lines above. */
  Said of(Rule rule, Finding finding, Texts texts) {
    String file = finding.place().file();
    int line = finding.place().line();
    Optional<Said> said = said(rule, texts, file, line);
    for (int above = line - 1; said.isEmpty() && stands(texts, file, above); above--) {
      said = said(rule, texts, file, above);
    }
    return said.orElse(new None());
  }

  /** Whether nothing but a comment that switches findings off stands on a line. */
  private static boolean stands(Texts texts, String file, int line) {
    return texts
        .comment(file, line)
        .filter(comment -> texts.line(file, line).strip().startsWith(comment))
        .filter(comment ->
            ATTEMPT.matcher(comment).find()
                || NOLINT.matcher(comment).find()
                || NOSEC.matcher(comment).find())
        .isPresent();
  }

  private Optional<Said> said(Rule rule, Texts texts, String file, int line) {
    return texts
        .comment(file, line)
        .flatMap(comment -> read(rule, comment, place(texts, file, line, comment)));
  }

  /**
   * Comments that were meant to switch a finding off and do not: without a date or a reason, or for
   * a rule that nobody has.
   */
  static List<Problem> malformed(Texts texts, Set<String> rules) {
    List<Problem> problems = new ArrayList<>();
    texts
        .comments("demarc:ignore")
        .forEach((file, lines) ->
            lines.forEach((line, comment) ->
                malformed(comment, rules)
                    .ifPresent(text ->
                        problems.add(
                            new Problem(
                                file, line, "suppression-malformed", text, "the suppression")))));
    return problems;
  }

  private static Optional<String> malformed(String comment, Set<String> rules) {
    if (!ATTEMPT.matcher(comment).find()) {
      return Optional.empty();
    }
    Matcher own = OWN.matcher(comment);
    if (!own.matches() || day(own.group(2)).isEmpty()) {
      return Optional.of(
          missing(comment) + ": write demarc:ignore risk/rule until=2027-03-31 reason=why");
    }
    return rules.contains(own.group(1))
        ? Optional.empty()
        : Optional.of("no rule has the name " + Match.cut(own.group(1)));
  }

  /** What keeps a comment from being a suppression: the first part that is not there. */
  private static String missing(String comment) {
    String text = ATTEMPT.matcher(comment).replaceFirst("").strip();
    if (text.isEmpty() || text.matches("(?:until|reason)=.*")) {
      return "no rule";
    }
    Matcher until = UNTIL.matcher(text);
    if (!until.find()) {
      return "no until=";
    }
    if (!DAY.matcher(until.group(1)).matches() || day(until.group(1)).isEmpty()) {
      return "until= is no day, " + Match.cut(until.group(1));
    }
    Matcher reason = REASON.matcher(text);
    if (!reason.find()) {
      return "no reason=";
    }
    return reason.group(1).isBlank() ? "an empty reason=" : "its parts in another order";
  }

  private static Place place(Texts texts, String file, int line, String comment) {
    int start = texts.line(file, line).indexOf(comment) + 1;
    return new Place(file, line, Math.max(1, start), line, Math.max(1, start) + comment.length());
  }

  private Optional<Said> read(Rule rule, String comment, Place place) {
    Matcher own = OWN.matcher(comment);
    if (!own.matches()) {
      return peer(rule.peers(), comment).map(Holds::new);
    }
    if (!own.group(1).equals(rule.id().toString())) {
      return Optional.empty();
    }
    return day(own.group(2))
        .map(until ->
            until.isBefore(today)
                ? new Over(until, new Fact("suppression", comment, Optional.of(place)))
                : new Holds(new Suppression("demarc:ignore", own.group(3), Optional.of(until))));
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static Optional<Suppression> peer(List<String> peers, String comment) {
    for (String peer : peers) {
      String tool = peer.substring(0, peer.indexOf(':'));
      String check = peer.substring(peer.indexOf(':') + 1);
      Matcher nolint = NOLINT.matcher(comment);
      if (nolint.find() && nolint.group(1) != null && words(nolint.group(1)).contains(tool)) {
        return Optional.of(new Suppression("nolint:" + tool, nolint.group(2).strip(), none()));
      }
      Matcher nosec = NOSEC.matcher(comment);
      if (tool.equals("gosec") && nosec.find()) {
        List<String> checks = words(nosec.group(1));
        if (checks.isEmpty() || checks.contains(check)) {
          return Optional.of(new Suppression("#nosec " + check, nosec.group(2).strip(), none()));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<LocalDate> none() {
    return Optional.empty();
  }

  private static List<String> words(String list) {
    return Pattern.compile("[,\\s]+").splitAsStream(list).filter(word -> !word.isEmpty()).toList();
  }
}
