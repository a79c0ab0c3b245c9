// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.goroutine;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The first and the last of several dumps that may be of one process. Whether they are, no dump
 * says; a call that is in both, with the same goroutine, functions and arguments, all but proves it.
 *
 * @param apart how long after the first the last was taken, as the log's stamps or else the files'
 *     times say; empty when neither tells
 * @param bySource what tells: {@code by the stamps of the log}, {@code by the times of the files}
 */
public record DumpPair(
    GoroutineDump first, GoroutineDump last, Optional<Duration> apart, String bySource) {
  /** Dumps that are nearer than this do not show that anything is stuck. */
  public static final Duration ENOUGH = Duration.ofSeconds(30);

  /**
   * The pair of these dumps; empty when there are no two of one form that could be of one process.
   */
  public static Optional<DumpPair> of(List<GoroutineDump> dumps) {
    List<GoroutineDump> ordered = ordered(dumps);
    Optional<GoroutineDump> first =
        ordered.stream().filter(dump -> !dump.ended()).findFirst();
    Optional<GoroutineDump> last =
        first.flatMap(
            from ->
                ordered.reversed().stream()
                    .filter(dump -> dump.form() == from.form() && dump != from)
                    .findFirst());
    return last.map(to -> between(first.orElseThrow(), to));
  }

  /** By stamps; else by the files' times, unless a copy has made them alike; else by name. */
  private static List<GoroutineDump> ordered(List<GoroutineDump> dumps) {
    Comparator<GoroutineDump> byName =
        Comparator.comparing(GoroutineDump::file).thenComparing(dump -> dump.spot().line());
    if (dumps.stream().allMatch(dump -> dump.spot().at().isPresent())) {
      return dumps.stream()
          .sorted(Comparator.comparing(dump -> dump.spot().at().orElse(Instant.MAX)))
          .toList();
    }
    List<Instant> times =
        dumps.stream().flatMap(dump -> dump.written().stream()).sorted().distinct().toList();
    boolean told = times.size() > 1;
    for (int i = 1; i < times.size(); i++) {
      told &= Duration.between(times.get(i - 1), times.get(i)).compareTo(ENOUGH) >= 0;
    }
    return dumps.stream()
        .sorted(
            told
                ? Comparator.comparing((GoroutineDump dump) -> dump.written().orElse(Instant.MAX))
                    .thenComparing(byName)
                : byName)
        .toList();
  }

  private static DumpPair between(GoroutineDump first, GoroutineDump last) {
    Optional<Duration> stamps =
        first.spot().at().flatMap(from -> last.spot().at().map(to -> Duration.between(from, to)));
    if (stamps.isPresent() || first.file().equals(last.file())) {
      return new DumpPair(first, last, stamps, "by the stamps of the log");
    }
    Optional<Duration> times =
        first.written().flatMap(from -> last.written().map(to -> Duration.between(from, to)));
    // files that were copied have nearly the same time
    return new DumpPair(
        first,
        last,
        times.filter(time -> time.compareTo(ENOUGH) >= 0),
        "by the times of the files");
  }

  /** Whether they are far enough apart to show that something is stuck. */
  public boolean isFarEnough() {
    return apart.filter(time -> time.compareTo(ENOUGH) >= 0).isPresent();
  }

  /** How many goroutines of a group of the last dump are in the same call in the first too. */
  public long still(GoroutineGroup group) {
    return first.groups().stream()
        .filter(group::isLike)
        .mapToLong(earlier -> earlier.stillIn(group).size())
        .sum();
  }

  /** For people: {@code 62 s apart by the stamps of the log}. */
  public String words() {
    return apart
        .map(time -> time.toSeconds() + " s apart " + bySource)
        .orElse("how far apart is not known");
  }
}
