// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.scheduling;

import dev.demarc.evidence.machine.ProcNumber;
import dev.demarc.evidence.machine.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Threads and processors of one process in a snapshot. */
public record Scheduling(Snapshot snapshot, long pid) {
  /** Field 41 of stat, from the first behind the name, which is field 3. */
  private static final int POLICY = 41 - 3;

  /** SCHED_FIFO, SCHED_RR and SCHED_DEADLINE (include/uapi/linux/sched.h). */
  private static final List<String> REAL_TIME = List.of("1", "2", "6");

  /** How many threads it has, by its status. */
  public OptionalInt threads() {
    return status("Threads")
        .flatMap(ProcNumber::decimal)
        .filter(count -> count > 0 && count < Integer.MAX_VALUE)
        .map(count -> OptionalInt.of(count.intValue()))
        .orElse(OptionalInt.empty());
  }

  /**
   * How many processors it may run on: its affinity, of those that are on. That is what
   * sched_getaffinity(2) counts, and Go with it.
   */
  public OptionalInt processors() {
    Optional<BitSet> allowed = status("Cpus_allowed_list").flatMap(CpuList::of);
    Optional<BitSet> online = snapshot.text("sys/devices/system/cpu/online").flatMap(CpuList::of);
    if (allowed.isEmpty()) {
      return OptionalInt.empty();
    }
    BitSet cpus = (BitSet) allowed.get().clone();
    online.ifPresent(cpus::and);
    return cpus.isEmpty() ? OptionalInt.empty() : OptionalInt.of(cpus.cardinality());
  }

  private Optional<String> status(String key) {
    return snapshot.lines("proc/" + pid + "/status").stream()
        .filter(line -> line.startsWith(key + ":"))
        .map(line -> line.substring(key.length() + 1).strip())
        .findFirst();
  }

  /** What each thread ran and waited so far; empty when threads were not looked at. */
  private NavigableMap<String, Duration[]> times() {
    NavigableMap<String, Duration[]> all = new TreeMap<>();
    String folder = "proc/" + pid + "/task";
    for (String tid : snapshot.children(folder)) {
      String[] words =
          snapshot.text(folder + "/" + tid + "/schedstat").orElse("").strip().split(" ", -1);
      Optional<Long> ran = ProcNumber.decimal(words[0]);
      Optional<Long> waited = words.length < 3 ? Optional.empty() : ProcNumber.decimal(words[1]);
      if (ran.isPresent() && waited.isPresent()) {
        all.put(tid, new Duration[] {Duration.ofNanos(ran.get()), Duration.ofNanos(waited.get())});
      }
    }
    return all;
  }

  /**
   * What the threads ran and waited since an earlier snapshot. Threads that ended in between are
   * not counted. Empty when no thread or not every one was looked at, or the kernel does not count.
   */
  public Optional<ThreadTimes> since(Snapshot earlier) {
    NavigableMap<String, Duration[]> before = new Scheduling(earlier, pid).times();
    NavigableMap<String, Duration[]> after = times();
    ThreadTimes sum = ThreadTimes.NONE;
    boolean counts = false;
    for (Map.Entry<String, Duration[]> now : after.entrySet()) {
      Duration[] was =
          before.getOrDefault(now.getKey(), new Duration[] {Duration.ZERO, Duration.ZERO});
      Duration ran = now.getValue()[0].minus(was[0]);
      Duration waited = now.getValue()[1].minus(was[1]);
      counts |= !now.getValue()[0].isZero();
      if (!ran.isNegative() && !waited.isNegative()) { // else the number was used again
        sum = sum.plus(ran, waited);
      }
    }
    int most = Math.max(before.size(), after.size());
    boolean isWhole = most < SchedulingShot.MOST_THREADS && !before.isEmpty();
    return !isWhole || !counts || sum.threads() == 0 ? Optional.empty() : Optional.of(sum);
  }

  /** The slack of each thread that could be read. */
  public List<ThreadSlack> slacks() {
    List<ThreadSlack> all = new ArrayList<>();
    for (String tid : snapshot.children("proc/" + pid + "/task")) {
      Optional<Long> slack =
          snapshot.text("proc/" + tid + "/timerslack_ns").flatMap(ProcNumber::decimal);
      Optional<Long> number = ProcNumber.decimal(tid);
      if (slack.isPresent() && number.isPresent()) {
        all.add(
            new ThreadSlack(
                number.get(), Duration.ofNanos(slack.get()), isRealTime(tid), number.get() == pid));
      }
    }
    return all;
  }

  /** Whether the slack of one of its threads may not be seen. */
  public boolean isSlackRefused() {
    return snapshot.children("proc/" + pid + "/task").stream()
        .anyMatch(tid -> snapshot.isRefused("proc/" + tid + "/timerslack_ns"));
  }

  private boolean isRealTime(String tid) {
    String stat = snapshot.text("proc/" + pid + "/task/" + tid + "/stat").orElse("");
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    return fields.length > POLICY && REAL_TIME.contains(fields[POLICY]);
  }
}
