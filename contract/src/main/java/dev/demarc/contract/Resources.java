// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Dimension 4.
 *
 * @param limits set on the run and asserted
 * @param observed measured and asserted, never set
 * @param unified raw cgroup v2 files with their text; agree with limits
 */
public record Resources(Limits limits, Observed observed, Map<String, String> unified) {
  /** Copies the map. */
  public Resources {
    unified = Ordered.copyOf(unified);
  }

  /**
   * Limits of one run; an empty one is not promised.
   *
   * @param memory charge of the cgroup: anonymous, page cache, shared and tmpfs
   * @param swap swap space, 0 by default when memory is set
   * @param cpu share, with a period of 100 ms
   * @param cpuset list of CPUs
   * @param pids processes and threads
   * @param openFiles file descriptors of one process
   * @param fileSize largest file written
   * @param cpuTime user and system time of one call
   * @param output bytes of one call
   * @param stderr bytes kept of standard error
   */
  public record Limits(
      Optional<Bytes> memory,
      Bytes swap,
      Optional<Cpu> cpu,
      Optional<String> cpuset,
      OptionalInt pids,
      int openFiles,
      Optional<Bytes> fileSize,
      Optional<Duration> cpuTime,
      Bytes output,
      Bytes stderr) {
    /**
     * Nothing set but the defaults that are always enforced: 256 files, 64Mi output, 64Ki standard
     * error.
     */
    public static final Limits DEFAULT =
        new Limits(
            Optional.empty(),
            Bytes.of(0),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            256,
            Optional.empty(),
            Optional.empty(),
            Bytes.of(64 << 20),
            Bytes.of(64 << 10));
  }

  /**
   * What is measured and asserted.
   *
   * @param rss largest VmHWM of any process of the run
   * @param cpuTime of one call
   * @param latency by quantile: {@code p50}, {@code p95}, {@code p99}, {@code max}
   */
  public record Observed(
      Optional<Bytes> rss, Optional<Duration> cpuTime, Map<String, Duration> latency) {
    /** Copies the map. */
    public Observed {
      latency = Ordered.copyOf(latency);
    }
  }
}
