// SPDX-License-Identifier: Apache-2.0
package dev.demarc.conformance;

import dev.demarc.contract.Dimension;
import dev.demarc.contract.Reason;
import dev.demarc.contract.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The book of a trial: for every check, how often it was tried, what failed, and why it could not
 * be decided. A verdict is what the book says at the end. Used by one thread.
 */
final class Ledger {
  /**
   * Input that failed a check.
   *
   * @param caseId the case
   * @param wire what the caller gave
   * @param message what was broken
   * @param symptom how to see it again; empty when that makes no sense
   */
  record Failed(String caseId, byte[] wire, String message, Optional<Symptom> symptom) {}

  private record Open(Reason reason, String detail) {}

  private static final class Entry {
    private final Dimension dimension;
    private final String check;
    private final List<Failed> failures = new ArrayList<>();
    private final List<Open> open = new ArrayList<>();
    private int tried;
    private String detail = "";
    private Optional<Counterexample> smallest = Optional.empty();

    Entry(Dimension dimension, String check) {
      this.dimension = dimension;
      this.check = check;
    }

    Verdict verdict() {
      if (!failures.isEmpty()) {
        return Verdict.broken();
      }
      return open.stream()
          .map(Open::reason)
          .min(Comparator.comparing(Reason::benign))
          .map(Verdict::undecided)
          .orElseGet(() -> tried > 0 ? Verdict.kept() : Verdict.undecided(Reason.NOT_RUN));
    }

    String text() {
      if (!failures.isEmpty()) {
        return failures.getFirst().message()
            + (tried > 1 ? " (" + failures.size() + " of " + tried + " tried)" : "");
      }
      if (!open.isEmpty()) {
        return open.stream()
            .min(Comparator.comparing(said -> said.reason().benign()))
            .map(Open::detail)
            .orElse("");
      }
      return detail.isEmpty() ? tried + (tried == 1 ? " call" : " calls") : detail;
    }
  }

  private final Map<Dimension, TreeMap<String, Entry>> book = new EnumMap<>(Dimension.class);

  private Entry entry(Dimension dimension, String check) {
    return book.computeIfAbsent(dimension, _ -> new TreeMap<>())
        .computeIfAbsent(check, name -> new Entry(dimension, name));
  }

  /** A check that the contract promises; undecided until it is tried. */
  void promise(Dimension dimension, String check) {
    entry(dimension, check);
  }

  /** A check was tried once more. */
  void tried(Dimension dimension, String check) {
    entry(dimension, check).tried++;
  }

  /** A check failed. */
  void failed(Failure failure, String caseId, byte[] wire, Optional<Symptom> symptom) {
    entry(failure.dimension(), failure.check())
        .failures
        .add(new Failed(caseId, wire, failure.message(), symptom));
  }

  /** A check failed, but not because of an input. */
  void failed(Failure failure) {
    failed(failure, "", new byte[0], Optional.empty());
  }

  /** A check cannot be decided. */
  void open(Dimension dimension, String check, Reason reason, String detail) {
    entry(dimension, check).open.add(new Open(reason, detail));
  }

  /** The sentence of a check that is kept. */
  void detail(Dimension dimension, String check, String sentence) {
    entry(dimension, check).detail = sentence;
  }

  /** How often a check was tried. */
  int tried(String name) {
    return entries().stream()
        .filter(entry -> nameOf(entry).equals(name))
        .mapToInt(entry -> entry.tried)
        .sum();
  }

  /** The inputs that failed a check. */
  List<Failed> failures(String name) {
    return entries().stream()
        .filter(entry -> nameOf(entry).equals(name))
        .flatMap(entry -> entry.failures.stream())
        .toList();
  }

  /** The names of the broken checks, in order. */
  List<String> broken() {
    return entries().stream()
        .filter(entry -> !entry.failures.isEmpty())
        .map(Ledger::nameOf)
        .toList();
  }

  /** The smallest failing input found for a check. */
  void smallest(String name, Counterexample found) {
    entries().stream()
        .filter(entry -> nameOf(entry).equals(name))
        .forEach(entry -> entry.smallest = Optional.of(found));
  }

  /** A failure that did not come again: it says nothing. */
  void flaky(String name, String detail) {
    entries().stream()
        .filter(entry -> nameOf(entry).equals(name))
        .forEach(entry -> {
          entry.failures.clear();
          entry.open.add(new Open(Reason.FLAKY, detail));
        });
  }

  /** What every check says, in the order of dimensions, then names. */
  List<CheckResult> results() {
    return entries().stream()
        .map(entry ->
            new CheckResult(
                entry.dimension,
                entry.check,
                entry.verdict(),
                entry.text(),
                entry.failures.isEmpty() ? Optional.empty() : entry.smallest))
        .toList();
  }

  private List<Entry> entries() {
    return book.values().stream().flatMap(checks -> checks.values().stream()).toList();
  }

  private static String nameOf(Entry entry) {
    return entry.dimension.word() + "/" + entry.check;
  }
}
