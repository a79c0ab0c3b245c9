// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.goroutine;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Two dumps that are all but surely of one process, the earlier first: at least one goroutine is in
 * the same call in both, with the same arguments. Of counted dumps only the program can be told to
 * be the same, by the stacks of its own package main.
 */
public final class DumpPair {
  /** Dumps that are nearer than this do not show that anything is stuck. */
  public static final Duration ENOUGH = Duration.ofSeconds(30);

  private final GoroutineDump first;
  private final GoroutineDump last;
  private final Map<Long, GoroutineGroup> earlier = new HashMap<>();
  private final Optional<Duration> apart;
  private final String source;

  private DumpPair(GoroutineDump first, GoroutineDump last) {
    this.first = first;
    this.last = last;
    first.groups().forEach(group -> earlier.put(group.kind(), group));
    Optional<Duration> stamps =
        first.spot().at().flatMap(from -> last.spot().at().map(to -> Duration.between(from, to)));
    if (stamps.isPresent() || first.file().equals(last.file())) {
      apart = stamps;
      source = "by the stamps of the log";
    } else {
      // files that were copied have nearly the same time
      apart =
          first
              .written()
              .flatMap(from -> last.written().map(to -> Duration.between(from, to)))
              .filter(time -> time.compareTo(ENOUGH) >= 0);
      source = "by the times of the files";
    }
  }

  /** The pair that is furthest apart among these dumps; empty when no two belong together. */
  public static Optional<DumpPair> of(List<GoroutineDump> dumps) {
    if (dumps.size() < 2) {
      return Optional.empty();
    }
    List<GoroutineDump> ordered = ordered(dumps);
    for (int from = 0; from < ordered.size(); from++) {
      for (int to = ordered.size() - 1; to > from; to--) {
        GoroutineDump first = ordered.get(from);
        GoroutineDump last = ordered.get(to);
        // a dump that ended its process has no later one of it
        if (!first.ended() && first.form() == last.form()) {
          DumpPair pair = new DumpPair(first, last);
          if (pair.belongsTogether()) {
            return Optional.of(pair);
          }
        }
      }
    }
    return Optional.empty();
  }

  private boolean belongsTogether() {
    return first.form() == GoroutineDump.Form.EACH
        ? last.groups().stream().anyMatch(group -> still(group) > 0)
        : last.groups().stream()
            .filter(group -> earlier.containsKey(group.kind()))
            .flatMap(group -> group.frames().stream())
            .anyMatch(frame -> frame.function().startsWith("main."));
  }

  /** By stamps; else by the files' times, unless a copy has made them alike; else by name. */
  private static List<GoroutineDump> ordered(List<GoroutineDump> dumps) {
    Comparator<GoroutineDump> byName =
        Comparator.comparing(GoroutineDump::file).thenComparingInt(dump -> dump.spot().line());
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
    Comparator<GoroutineDump> byTime =
        Comparator.comparing(dump -> dump.written().orElse(Instant.MAX));
    return dumps.stream().sorted(told ? byTime.thenComparing(byName) : byName).toList();
  }

  /** The earlier dump. */
  public GoroutineDump first() {
    return first;
  }

  /** The later dump. */
  public GoroutineDump last() {
    return last;
  }

  /** Whether they are far enough apart to show that something is stuck. */
  public boolean isFarEnough() {
    return isApart(ENOUGH);
  }

  /** Whether they are known to be at least so far apart. */
  public boolean isApart(Duration least) {
    return apart.filter(time -> time.compareTo(least) >= 0).isPresent();
  }

  /** Whether they are known to be too near to each other to show that anything lasts. */
  public boolean isNear() {
    return apart.filter(time -> time.compareTo(ENOUGH) < 0).isPresent();
  }

  /** How many goroutines of a group of the last dump are in the same call in the first too. */
  public long still(GoroutineGroup group) {
    GoroutineGroup same = earlier.get(group.kind());
    return same == null ? 0 : same.stillIn(group).size();
  }

  /** How far apart, for people: {@code 62 s apart by the stamps of the log}. */
  public String words() {
    return apart
        .map(time -> time.toSeconds() + " s apart " + source)
        .orElse("how far apart is not known");
  }
}
