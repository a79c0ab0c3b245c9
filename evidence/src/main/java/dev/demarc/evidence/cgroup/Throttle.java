// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.cgroup;

import dev.demarc.evidence.machine.Snapshot;
import dev.demarc.evidence.machine.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How often the quota of a group stopped it: since the group began, and while it was watched.
 *
 * @param group whose quota it is, as it was last seen
 * @param ever since the group began
 * @param watched between the first and the last snapshot; empty when there is one snapshot, or the
 *     group was made anew in between
 */
public record Throttle(CpuGroup group, Periods ever, Optional<Periods> watched) {
  /** Fewer periods say nothing about a share. */
  public static final long FEWEST = 100;

  /**
   * The counters of a chain at the end of a watch, of each group that has a quota now; where that
   * cannot be read, of each that has counted.
   */
  public static List<Throttle> of(Watch watch, CgroupChain chain) {
    return chain.groups().stream().flatMap(group -> of(watch, group).stream()).toList();
  }

  private static Optional<Throttle> of(Watch watch, CpuGroup group) {
    return group
        .periods()
        .filter(periods -> group.quota().isPresent() || group.reading() != CpuGroup.Reading.WHOLE)
        .map(
            periods -> new Throttle(group, periods, earlier(watch, group).flatMap(periods::since)));
  }

  private static Optional<Periods> earlier(Watch watch, CpuGroup group) {
    Snapshot first = watch.first();
    return first == watch.last()
        ? Optional.empty()
        : Periods.of(StatFile.of(first.lines(group.stat())));
  }

  /** The one that was stopped in most of its periods; empty when none has enough of them. */
  public static Optional<Throttle> worst(List<Throttle> all) {
    return all.stream()
        .filter(one -> one.measure().isPresent())
        .max((one, other) -> share(one).compareTo(share(other)));
  }

  private static Share share(Throttle measured) {
    return measured.measure().orElseThrow().share();
  }

  /** Those that were watched for enough periods, else those since the group began. */
  public Optional<Periods> measure() {
    return isNow() ? watched : Optional.of(ever).filter(all -> all.active() >= FEWEST);
  }

  /** Whether the measure is of the time of the watch. */
  public boolean isNow() {
    return watched.filter(seen -> seen.active() >= FEWEST).isPresent();
  }

  /**
   * How long this one group could not run because of quotas, its own or above, over the time of the
   * measure; empty where the kernel does not tell (before 6.12).
   */
  public static Optional<Duration> held(Watch watch, CpuGroup group, boolean isNow) {
    if (!isNow) {
      return group.held();
    }
    Optional<Duration> before =
        Periods.stopped(StatFile.of(watch.first().lines(group.folder() + "/cpu.stat.local")));
    return group.held().flatMap(now -> before.map(now::minus)).filter(one -> !one.isNegative());
  }
}
