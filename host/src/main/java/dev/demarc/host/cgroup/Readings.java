// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.cgroup;

import java.util.OptionalLong;

/**
 * What the kernel counted for one group; empty where it does not count.
 *
 * @param peakMemoryBytes highest charge
 * @param cpuMicros user and system time
 * @param peakPids most processes and threads at once
 * @param throttledMicros time that the quota held the group back
 * @param oomKills processes killed for memory
 * @param pidsRefused forks refused by the limit
 */
public record Readings(
    OptionalLong peakMemoryBytes,
    OptionalLong cpuMicros,
    OptionalLong peakPids,
    OptionalLong throttledMicros,
    OptionalLong oomKills,
    OptionalLong pidsRefused) {
  /** Nothing is counted. */
  public static final Readings NONE =
      new Readings(
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty());
}
