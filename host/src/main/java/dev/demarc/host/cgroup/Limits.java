// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.cgroup;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What one group may use; empty is no limit.
 *
 * @param memoryBytes anonymous, page cache, shared and tmpfs
 * @param swapBytes swap space besides; only with memory
 * @param cpu share of CPU time
 * @param cpuset list of CPUs
 * @param pids processes and threads
 * @param unified more version 2 files with their text
 */
public record Limits(
    OptionalLong memoryBytes,
    OptionalLong swapBytes,
    Optional<Quota> cpu,
    Optional<String> cpuset,
    OptionalLong pids,
    Map<String, String> unified) {
  /** No limit at all: for measuring. */
  public static final Limits NONE =
      new Limits(
          OptionalLong.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          Map.of());

  /** Copies the map. */
  public Limits {
    unified = Map.copyOf(unified);
  }

  /** The further files in order of their names. */
  Map<String, String> furtherFiles() {
    return new TreeMap<>(unified);
  }

  /**
   * So much CPU time in each period.
   *
   * @param micros of CPU time
   * @param periodMicros of wall time
   */
  public record Quota(long micros, long periodMicros) {}
}
