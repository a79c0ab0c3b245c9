// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.cgroup;

import dev.demarc.evidence.capture.Classified;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.capture.Subject;

/**
 * A cpu.stat that someone saved: counters without the group's name and quota.
 *
 * @param file the capture's name
 * @param periods since the group began
 */
public record CpuStat(String file, Periods periods) implements Classified {
  @Override
  public Subject subject() {
    return Subject.named("cpu.stat", file);
  }

  /** The line that has nr_throttled. */
  public Spot spot() {
    return Spot.line(file, periods.line());
  }

  @Override
  public String label() {
    if (periods.throttled() > 0) {
      return "throttled";
    }
    return periods.active() == 0 ? "no-period" : "not-throttled";
  }

  @Override
  public String detail() {
    return "nr_throttled "
        + periods.share().words("periods")
        + ", stopped for "
        + Times.words(periods.stopped());
  }
}
