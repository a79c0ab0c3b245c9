// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cgoerrno;

import dev.demarc.evidence.errorlog.Errno;
import dev.demarc.evidence.strace.FailureTimes;
import dev.demarc.evidence.strace.FailureTimes.Failed;
import dev.demarc.risks.cgoerrno.WrittenLines.Line;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Gives each line of a log that names a C function one failure of that function, in the second
 * before the line: first to the lines that say what the kernel said, then to the others. A failure
 * serves one line only, so that a line about something else finds none left.
 */
final class Accounts {
  private static final long SECOND = 1_000_000;
  private static final NavigableSet<String> NONE = Collections.emptyNavigableSet();

  private final FailureTimes trace;
  private final Map<String, NavigableSet<String>> errors;
  private final Set<Failed> taken = new HashSet<>();
  private final Map<String, List<Case>> doubted = new HashMap<>();
  private final Map<String, Integer> agreeing = new HashMap<>();
  private final Map<String, Integer> naming = new HashMap<>();

  /**
   * A line that says another error of a function than the kernel.
   *
   * @param failed the failure that is the line's
   */
  record Case(Line line, Errno said, Failed failed) {}

  Accounts(FailureTimes trace, List<Line> lines) {
    this.trace = trace;
    this.errors = errors(trace);
    Set<String> functions = errors.keySet();
    List<Line> others = new ArrayList<>();
    for (Line line : lines) {
      Optional<String> named = line.error().named(functions);
      if (named.isEmpty()) {
        continue;
      }
      String function = named.get();
      naming.merge(function, 1, Integer::sum);
      Optional<Errno> said = line.error().error();
      if (said.isPresent() && !errors.getOrDefault(function, NONE).contains(said.get().name())) {
        others.add(line);
      } else if (said.flatMap(errno -> take(function, line, errno.name())).isPresent()) {
        agreeing.merge(function, 1, Integer::sum);
      }
    }
    for (Line line : others) {
      String function = line.error().named(functions).orElseThrow();
      Errno said = line.error().error().orElseThrow();
      take(function, line, "")
          .filter(failed -> !failed.isTwoValue())
          .ifPresent(failed ->
              doubted
                  .computeIfAbsent(function, key -> new ArrayList<>())
                  .add(new Case(line, said, failed)));
    }
  }

  /** The C functions in which calls failed, and all errors that the kernel gave each. */
  static SequencedMap<String, NavigableSet<String>> errors(FailureTimes trace) {
    SequencedMap<String, NavigableSet<String>> all = new TreeMap<>();
    trace.failed().stream()
        .filter(one -> !one.function().isEmpty())
        .forEach(
            one -> all.computeIfAbsent(one.function(), key -> new TreeSet<>()).add(one.errno()));
    return all;
  }

  /**
   * The last failure before a line that no other line has; of this error, or of any that counts.
   */
  private Optional<Failed> take(String function, Line line, String errno) {
    Failed last = null;
    for (Failed one : trace.failed()) {
      boolean fits =
          one.function().equals(function)
              && isWithin(one, line)
              && (errno.isEmpty()
                  ? !Answers.isOne(one.errno()) && !one.isTwoValue()
                  : one.errno().equals(errno))
              && !taken.contains(one);
      if (fits && (last == null || one.micros() >= last.micros())) {
        last = one;
      }
    }
    if (last != null) {
      taken.add(last);
    }
    return Optional.ofNullable(last);
  }

  private static boolean isWithin(Failed failed, Line line) {
    return failed.micros() <= line.micros() && failed.micros() >= line.micros() - SECOND;
  }

  /** The lines that say another error than the kernel. */
  List<Case> doubted(String function) {
    return doubted.getOrDefault(function, List.of());
  }

  /** How many lines say of it what the kernel said in the same second. */
  int agreeing(String function) {
    return agreeing.getOrDefault(function, 0);
  }

  /** How many lines name it. */
  int naming(String function) {
    return naming.getOrDefault(function, 0);
  }

  /** Whether Go itself got this error in that second, so that the line may be about that. */
  boolean isGosOwn(Case one) {
    return trace.failed().stream()
        .anyMatch(failed ->
            failed.function().isEmpty()
                && failed.errno().equals(one.said().name())
                && isWithin(failed, one.line()));
  }

  /**
   * Where errno may have it from: the last other C function that got it in the second before the
   * line. What another one got longer ago proves nothing: the function may set the error itself.
   */
  Optional<Failed> source(Case one) {
    return others(one).filter(failed -> isWithin(failed, one.line())).reduce((_, b) -> b);
  }

  /**
   * Whether errno must have it from elsewhere: none at all, or an error that another C function got
   * in that second and that code does not set as an answer of its own.
   */
  boolean isProven(Case one) {
    return one.said().equals(Errno.NONE)
        || (!Answers.isOne(one.said().name()) && source(one).isPresent());
  }

  /** A failure of another function with that error, in that second, of which no line tells. */
  Optional<Failed> untold(Case one) {
    return others(one)
        .filter(failed -> isWithin(failed, one.line()) && !taken.contains(failed))
        .findFirst();
  }

  private Stream<Failed> others(Case one) {
    return trace.failed().stream()
        .filter(failed ->
            !failed.function().isEmpty()
                && !failed.function().equals(one.failed().function())
                && failed.errno().equals(one.said().name()));
  }
}
