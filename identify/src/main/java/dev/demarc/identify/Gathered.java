// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Problem;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What one folder gave: everything that the report and the rules of the whole input need of its Go
 * source, so that a later run with the same content need not look again.
 */
final class Gathered {
  final List<Finding> findings = new ArrayList<>();
  final List<Finding> suppressed = new ArrayList<>();
  final List<Started> started = new ArrayList<>();
  final List<Problem> problems = new ArrayList<>();
  final List<Note> notes = new ArrayList<>();
  int generated;
  private LocalDate from = LocalDate.EPOCH;
  private LocalDate until = LocalDate.of(9999, 12, 31);

  /** True when the folder gave nothing at all. */
  boolean isEmpty() {
    return findings.isEmpty()
        && suppressed.isEmpty()
        && started.isEmpty()
        && problems.isEmpty()
        && notes.isEmpty()
        && generated == 0;
  }

  /** Takes what another folder gave. */
  void add(Gathered other) {
    findings.addAll(other.findings);
    suppressed.addAll(other.suppressed);
    started.addAll(other.started);
    problems.addAll(other.problems);
    notes.addAll(other.notes);
    generated += other.generated;
    from = other.from.isAfter(from) ? other.from : from;
    until = other.until.isBefore(until) ? other.until : until;
  }

  /** A suppression was over: before {@code day} the result would be another one. */
  void differsUntil(LocalDate day) {
    from = from.isBefore(day.plusDays(1)) ? day.plusDays(1) : from;
  }

  /** A suppression held: after {@code day} the result will be another one. */
  void differsAfter(LocalDate day) {
    until = day.isBefore(until) ? day : until;
  }

  /** Whether the result is the same on this day. */
  boolean holdsOn(LocalDate day) {
    return !day.isBefore(from) && !day.isAfter(until);
  }

  /** The days on which the result is the same. */
  void holds(LocalDate first, LocalDate last) {
    from = first;
    until = last;
  }

  LocalDate from() {
    return from;
  }

  LocalDate until() {
    return until;
  }
}
