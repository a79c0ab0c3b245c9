// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cgoerrno;

import dev.demarc.evidence.errorlog.LoggedError;
import dev.demarc.evidence.errorlog.LoggedErrors;
import dev.demarc.evidence.errorlog.Stamp;
import dev.demarc.evidence.strace.FailureTimes;
import dev.demarc.evidence.strace.FailureTimes.Clock;
import dev.demarc.evidence.strace.FailureTimes.Written;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the lines of a log among what a process wrote to one descriptor in a trace: each by its
 * length, in the order of both, at the second that it says, and nothing of such a length between
 * them that the log has no line for. Where they are there, the log is that of the process, and both
 * clocks are one, whatever their zones; no other fact of a trace says so.
 */
final class WrittenLines {
  /** Zones differ by whole quarters of an hour. */
  private static final long QUARTER = 900_000_000L;

  /** From UTC-12 to UTC+14. */
  private static final long MOST_QUARTERS = 56;

  /** A line is written so long after its stamp at most, in microseconds: strace is slow. */
  private static final long LATE = 1_000_000;

  /** A carrier stamps what it got. */
  private static final long EARLY = 100_000;

  private static final int FEWEST = 3;
  private static final int ASKED = 200;
  private static final int MOST_FDS = 4;
  private static final int MOST_SHIFTS = 4;
  private static final int MOST_STARTS = 200;
  private static final int GIVEN_UP = 20;

  /** So many texts are looked at for one descriptor; a log that needs more is not found there. */
  private static final int MOST_STEPS = 20_000_000;

  private final FailureTimes trace;
  private final LoggedErrors log;
  private final List<Written> written;

  /** How many of the writes before each have the length of a line. */
  private final int[] alike;

  private int steps;

  private WrittenLines(FailureTimes trace, LoggedErrors log, List<Written> written) {
    this.trace = trace;
    this.log = log;
    this.written = written.stream().sorted(Comparator.comparingLong(Written::micros)).toList();
    Set<Integer> lengths = new HashSet<>();
    log.lines().forEach(line -> lengths.addAll(line.lengths()));
    alike = new int[written.size() + 1];
    for (int i = 0; i < written.size(); i++) {
      alike[i + 1] = alike[i] + (lengths.contains(this.written.get(i).bytes()) ? 1 : 0);
    }
  }

  /**
   * A line, and when it was written.
   *
   * @param micros on the trace's clock
   */
  record Line(LoggedError error, long micros) {}

  /** The lines that were found; empty when they are too few, or what is between them differs. */
  static Optional<List<Line>> in(FailureTimes trace, LoggedErrors log) {
    if (trace.clock() == Clock.NONE) {
      return Optional.empty();
    }
    Map<Integer, List<Written>> byFd = new TreeMap<>();
    trace
        .written()
        .forEach(one -> byFd.computeIfAbsent(one.fd(), key -> new ArrayList<>()).add(one));
    return byFd.values().stream()
        .map(written -> new WrittenLines(trace, log, written))
        .sorted(Comparator.comparingInt((WrittenLines one) -> one.allAlike()).reversed())
        .limit(MOST_FDS)
        .flatMap(one -> one.best().stream())
        .max(Pass.BY_WORTH)
        .map(Pass::lines);
  }

  private int allAlike() {
    return alike[written.size()];
  }

  private Optional<Pass> best() {
    return shifts().stream().flatMap(shift -> best(shift).stream()).max(Pass.BY_WORTH);
  }

  /** By how much the clocks may differ, in microseconds, the likeliest first. */
  private List<Long> shifts() {
    Map<Long, Integer> votes = new HashMap<>();
    int step = Math.max(1, log.lines().size() / ASKED); // of a long log some from all over it
    for (int i = 0; i < log.lines().size(); i += step) {
      LoggedError line = log.lines().get(i);
      for (Written one : written) {
        if (line.lengths().contains(one.bytes())) {
          long apart = one.micros() - line.stamp().micros() + EARLY;
          long quarters = Math.floorDiv(apart, QUARTER);
          long rest = apart - quarters * QUARTER;
          if (rest <= line.stamp().stepMicros() + LATE + EARLY
              && isPossible(line.stamp(), quarters)) {
            votes.merge(quarters, 1, Integer::sum);
          }
        }
      }
    }
    return votes.entrySet().stream()
        .sorted(
            Map.Entry.<Long, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparingLong(entry -> Math.abs(entry.getKey()))
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST_SHIFTS)
        .map(entry -> entry.getKey() * QUARTER)
        .toList();
  }

  private boolean isPossible(Stamp stamp, long quarters) {
    if (trace.clock() != Clock.EPOCH || !stamp.hasDate()) {
      return true; // the trace has no day, or the log has none
    }
    return stamp.hasZone() ? quarters == 0 : Math.abs(quarters) <= MOST_QUARTERS;
  }

  /**
   * A pass over the lines.
   *
   * @param missing lines between them that were not written, and texts of such a length that are no
   *     lines
   * @param late by how much all lines come after their stamps
   */
  private record Pass(List<Line> lines, int missing, long late) {
    private static final Comparator<Pass> BY_WORTH =
        Comparator.comparingInt((Pass one) -> one.lines.size() - one.missing)
            .thenComparing(Comparator.comparingLong(Pass::late).reversed());

    boolean isGood() {
      return lines.size() >= FEWEST && missing * 10 <= lines.size();
    }
  }

  /**
   * Lines of the second in which strace was attached may have been written before, so that each of
   * them may be the first one of the trace.
   */
  private Optional<Pass> best(long shift) {
    int from = 0;
    int to = log.lines().size();
    while (from < to && latest(log.lines().get(from), shift) < trace.first()) {
      from++;
    }
    while (to > from && earliest(log.lines().get(to - 1), shift) > trace.last()) {
      to--;
    }
    Optional<Pass> best = Optional.empty();
    for (int start = from;
        start < to && start - from < MOST_STARTS && steps <= MOST_STEPS;
        start++) {
      if (start > from && earliest(log.lines().get(start), shift) > trace.first() + LATE) {
        break;
      }
      Pass pass = pass(start, to, shift);
      if (pass.isGood() && best.filter(one -> Pass.BY_WORTH.compare(one, pass) >= 0).isEmpty()) {
        best = Optional.of(pass);
      }
    }
    return best;
  }

  private static long earliest(LoggedError line, long shift) {
    return line.stamp().micros() + shift;
  }

  private static long latest(LoggedError line, long shift) {
    return earliest(line, shift) + line.stamp().stepMicros() + LATE;
  }

  private Pass pass(int start, int end, long shift) {
    List<Line> lines = new ArrayList<>();
    int next = 0; // the first text that no line has
    int last = 0; // behind the last text that a line has
    int lastLine = number(start - 1);
    int missing = 0;
    int behind = 0; // they are missing only if another one follows that is not
    long late = 0;
    for (int i = start; i < end; i++) {
      LoggedError line = log.lines().get(i);
      int at = find(line, next, shift);
      if (at < written.size()) {
        long when = written.get(at).micros();
        lines.add(new Line(line, when));
        late += Math.max(0, when - earliest(line, shift));
        missing += behind + untold(last, at, lastLine, number(i));
        behind = 0;
        next = at + 1;
        last = next;
        lastLine = number(i);
      } else if (earliest(line, shift) >= trace.first() && latest(line, shift) <= trace.last()) {
        missing++;
      } else if (!lines.isEmpty()) {
        behind++;
      }
      if (missing > GIVEN_UP && missing * 10 > lines.size()) {
        break;
      }
    }
    int following = number(end - behind);
    return new Pass(lines, missing + untold(last, written.size(), lastLine, following), late);
  }

  /** The number of a line in the file; behind all when there is none. */
  private int number(int index) {
    if (index < 0) {
      return 0;
    }
    if (index < log.lines().size()) {
      return log.lines().get(index).spot().line();
    }
    return log.more() > 0 ? Integer.MAX_VALUE : log.total() + 1;
  }

  /** Texts of such a length that are more than the lines that the log has there. */
  private int untold(int from, int to, int after, int before) {
    return Math.max(0, alike[to] - alike[from] - Math.max(0, before - after - 1));
  }

  /** The first text that may be this line; behind all when there is none. */
  private int find(LoggedError line, int from, long shift) {
    long earliest = earliest(line, shift) - EARLY;
    long latest = latest(line, shift);
    for (int at = from; at < written.size() && written.get(at).micros() <= latest; at++) {
      if (++steps > MOST_STEPS) {
        return written.size();
      }
      if (written.get(at).micros() >= earliest
          && line.lengths().contains(written.get(at).bytes())) {
        return at;
      }
    }
    return written.size();
  }
}
