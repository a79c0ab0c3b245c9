// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.cgroup;

import dev.demarc.evidence.machine.ProcNumber;
import dev.demarc.evidence.machine.Snapshot;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * A group of the hierarchy that has the cpu controller.
 *
 * @param path of the group, as /proc/PID/cgroup has it
 * @param folder of its files, as snapshots have paths
 * @param unified whether it is version 2
 * @param quota its own, not that of a group above; empty is none
 * @param periods what the kernel counted of its own quota; empty when nothing is counted here
 * @param held how long this group itself could not run because of its own quota or one above,
 *     summed over processors; empty before Linux 6.12
 * @param used processor time of the group and all below it; empty when it is not counted here
 * @param reading how well its files could be read
 */
public record CpuGroup(
    String path,
    String folder,
    boolean unified,
    Optional<CpuQuota> quota,
    Optional<Periods> periods,
    Optional<Duration> held,
    Optional<Duration> used,
    Reading reading) {
  /** How well the files of a group could be read. */
  public enum Reading {
    /** All that is there was understood. */
    WHOLE,
    /** The reader has no right. */
    REFUSED,
    /** The group is gone, or the snapshot lacks it. */
    ABSENT,
    /** A file is there and makes no sense. */
    MALFORMED
  }

  private static final String MAX = "/cpu.max";
  private static final String QUOTA = "/cpu.cfs_quota_us";

  static CpuGroup of(Snapshot snapshot, String path, String folder, boolean unified) {
    StatFile stat = StatFile.of(snapshot.lines(folder + "/cpu.stat"));
    StatFile local = StatFile.of(snapshot.lines(folder + "/cpu.stat.local"));
    boolean isMalformed =
        unified ? isMalformedMax(snapshot, folder) : isMalformedQuota(snapshot, folder);
    Optional<Periods> periods = Periods.of(stat);
    // what counts periods has a quota file, but for version 2 at the top; else it just went
    String limit = folder + (unified ? MAX : QUOTA);
    boolean hasLimit = snapshot.bytes(limit).isPresent() || periods.isEmpty() || path.equals("/");
    boolean isThere = snapshot.bytes(folder + "/cpu.stat").isPresent() && hasLimit;
    Optional<Duration> used =
        stat.value("usage_usec").isPresent()
            ? Optional.of(Duration.of(stat.value("usage_usec", 0), ChronoUnit.MICROS))
            : Optional.empty();
    Optional<CpuQuota> quota = unified ? max(snapshot, folder) : cfs(snapshot, folder);
    boolean isUncounted = quota.isPresent() && periods.isEmpty();
    return new CpuGroup(
        path,
        folder,
        unified,
        quota,
        periods,
        Periods.stopped(local),
        used,
        reading(snapshot, folder, isThere, isMalformed || isUncounted));
  }

  private static Reading reading(
      Snapshot snapshot, String folder, boolean isThere, boolean isMalformed) {
    for (String name : List.of("cpu.stat", "cpu.max", "cpu.cfs_quota_us", "cpu.cfs_period_us")) {
      if (snapshot.isRefused(folder + "/" + name)) {
        return Reading.REFUSED;
      }
    }
    if (!isThere) {
      return Reading.ABSENT;
    }
    return isMalformed ? Reading.MALFORMED : Reading.WHOLE;
  }

  private static Optional<Long> number(Snapshot snapshot, String file) {
    return snapshot.text(file).flatMap(ProcNumber::decimal);
  }

  private static Optional<CpuQuota> cfs(Snapshot snapshot, String folder) {
    Optional<Long> quota = number(snapshot, folder + QUOTA);
    Optional<Long> period = number(snapshot, folder + "/cpu.cfs_period_us");
    long burst = number(snapshot, folder + "/cpu.cfs_burst_us").orElse(0L);
    return quota.flatMap(
        micros -> period.flatMap(length -> CpuQuota.ofMicros(micros, length, burst)));
  }

  /** -1 is no quota; the kernel writes nothing else that is no number above 0. */
  private static boolean isMalformedQuota(Snapshot snapshot, String folder) {
    Optional<String> text = snapshot.text(folder + QUOTA).map(String::strip);
    return text.isPresent() && !text.get().equals("-1") && cfs(snapshot, folder).isEmpty();
  }

  private static Optional<CpuQuota> max(Snapshot snapshot, String folder) {
    String[] words = snapshot.text(folder + MAX).orElse("").strip().split(" ", -1);
    if (words.length != 2) {
      return Optional.empty();
    }
    long burst = number(snapshot, folder + "/cpu.max.burst").orElse(0L);
    Optional<Long> period = ProcNumber.decimal(words[1]);
    return ProcNumber.decimal(words[0])
        .flatMap(micros -> period.flatMap(length -> CpuQuota.ofMicros(micros, length, burst)));
  }

  private static boolean isMalformedMax(Snapshot snapshot, String folder) {
    Optional<String> text = snapshot.text(folder + MAX).map(String::strip);
    return text.isPresent() && !text.get().startsWith("max ") && max(snapshot, folder).isEmpty();
  }

  /** The file that has the counters. */
  public String stat() {
    return folder + "/cpu.stat";
  }

  /** The file that has the quota. */
  public String limit() {
    return folder + (unified ? MAX : QUOTA);
  }
}
