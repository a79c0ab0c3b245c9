// SPDX-License-Identifier: Apache-2.0
package dev.demarc.conformance;

import dev.demarc.contract.Bytes;
import dev.demarc.isolate.Run;
import dev.demarc.isolate.Usage;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** The highest use that any run of a trial made of the machine. Used by one thread. */
final class Peaks {
  private int runs;
  private int memoryKnown;
  private long memory;
  private long rss;
  private long processes;
  private int processesKnown;
  private int throttleKnown;
  private Duration throttled = Duration.ZERO;
  private Duration cpu = Duration.ZERO;
  private int cpuKnown;
  private long output;

  void add(Run run) {
    Usage usage = run.usage();
    runs++;
    usage
        .peakMemory()
        .ifPresent(peak -> {
          memoryKnown++;
          memory = Math.max(memory, peak.count());
        });
    usage.peakRss().ifPresent(peak -> rss = Math.max(rss, peak.count()));
    usage
        .peakProcesses()
        .ifPresent(peak -> {
          processesKnown++;
          processes = Math.max(processes, peak);
        });
    usage
        .throttled()
        .ifPresent(time -> {
          throttleKnown++;
          throttled = throttled.plus(time);
        });
    usage
        .cpu()
        .ifPresent(time -> {
          cpuKnown++;
          cpu = cpu.compareTo(time) > 0 ? cpu : time;
        });
    output = Math.max(output, run.stdout().length);
  }

  int runs() {
    return runs;
  }

  /** Empty when it is not known of every run. */
  Optional<Bytes> memory() {
    return runs > 0 && memoryKnown == runs ? Optional.of(Bytes.of(memory)) : Optional.empty();
  }

  /** The largest that was seen; a lower bound. */
  Optional<Bytes> rss() {
    return rss > 0 ? Optional.of(Bytes.of(rss)) : Optional.empty();
  }

  /** Empty when it is not known of every run. */
  OptionalLong processes() {
    return runs > 0 && processesKnown == runs ? OptionalLong.of(processes) : OptionalLong.empty();
  }

  /** Sum of all runs; empty when it is not known of every run. */
  Optional<Duration> throttled() {
    return runs > 0 && throttleKnown == runs ? Optional.of(throttled) : Optional.empty();
  }

  /** Empty when it is not known of every run. */
  Optional<Duration> cpu() {
    return runs > 0 && cpuKnown == runs ? Optional.of(cpu) : Optional.empty();
  }

  Bytes output() {
    return Bytes.of(output);
  }
}
