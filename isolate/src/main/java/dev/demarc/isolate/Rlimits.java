// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import dev.demarc.contract.Bytes;
import dev.demarc.contract.Resources;
import java.time.Duration;
import java.util.Optional;

/**
 * Limits of each process, as lines of {@code ulimit} (POSIX: files in blocks of 512 bytes).
 *
 * @param openFiles file descriptors
 * @param fileSize largest file
 * @param cpuTime user and system time of one process; the whole run is watched besides
 */
record Rlimits(int openFiles, Optional<Bytes> fileSize, Optional<Duration> cpuTime) {
  static Rlimits of(Resources.Limits limits) {
    return new Rlimits(limits.openFiles(), limits.fileSize(), limits.cpuTime());
  }

  /** Whole blocks, at least the size. */
  long blocks(Bytes size) {
    return (size.count() + 511) / 512;
  }

  /** Whole seconds, at least the time; the kernel signals then and kills a second later. */
  long seconds(Duration time) {
    return Math.max(1, time.plusNanos(999_999_999).toSeconds());
  }

  /** Lines for the shell that becomes the component. */
  String lines() {
    StringBuilder lines = new StringBuilder("ulimit -c 0 || exit 125\n");
    lines.append("ulimit -n ").append(openFiles).append(" || exit 125\n");
    fileSize.ifPresent(
        size -> lines.append("ulimit -f ").append(blocks(size)).append(" || exit 125\n"));
    cpuTime.ifPresent(time -> {
      lines.append("ulimit -S -t ").append(seconds(time)).append(" || exit 125\n");
      lines.append("ulimit -H -t ").append(seconds(time) + 1).append(" || exit 125\n");
    });
    return lines.toString();
  }
}
