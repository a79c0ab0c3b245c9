// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import dev.demarc.contract.Resources;
import dev.demarc.host.procfs.Proc;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Looks at the processes of a run now and then: how much they hold, and whether they are over a
 * limit that no cgroup holds for us. Often at first, since most runs are short, then less often.
 */
final class Sampler {
  private static final long FIRST_STEP = 2_000_000;
  private static final long SLOWEST_STEP = 50_000_000;

  private final Members members;
  private final Resources.Limits limits;
  private final boolean pollMemory;
  private final Proc proc = Proc.here();
  private long peakResident;
  private long next;
  private long step = FIRST_STEP;

  Sampler(Members members, Resources.Limits limits) {
    this.members = members;
    this.limits = limits;
    this.pollMemory = members instanceof Members.OfSession && limits.memory().isPresent();
  }

  /** The run begins now. */
  void begin(long now) {
    next = now + step;
  }

  /** When to look again. */
  long next() {
    return next;
  }

  /** Looks once; the cause when the run is over a limit. */
  Optional<Cause> sample(long now) {
    step = Math.min(step * 2, SLOWEST_STEP);
    next = now + step;
    for (long pid : members.list()) {
      peakResident = Math.max(peakResident, proc.peakResident(pid).orElse(0));
      if (pollMemory && proc.anonymous(pid).orElse(0) > limits.memory().orElseThrow().count()) {
        return Optional.of(Cause.MEMORY);
      }
    }
    Optional<Duration> used = limits.cpuTime().flatMap(_ -> members.cpu());
    return used.isPresent() && used.get().compareTo(limits.cpuTime().orElseThrow()) >= 0
        ? Optional.of(Cause.CPU_TIME)
        : Optional.empty();
  }

  /** The largest VmHWM that was seen of any process. */
  OptionalLong peakResident() {
    return peakResident == 0 ? OptionalLong.empty() : OptionalLong.of(peakResident);
  }
}
