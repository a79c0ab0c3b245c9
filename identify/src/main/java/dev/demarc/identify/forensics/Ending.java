// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import dev.demarc.evidence.machine.Machine;
import dev.demarc.evidence.machine.Target;
import dev.demarc.evidence.machine.Watch;
import java.util.Locale;
import java.util.Optional;

/**
 * A target that ended while it was looked at: what a difference of counters would have said of it
 * is not known.
 */
public final class Ending {
  private Ending() {}

  /**
   * How it ended, in words; empty when some of it is still there.
   *
   * @param watch what was seen of it, until now
   */
  public static Optional<String> of(Target target, Watch watch) {
    boolean lasts = target instanceof Target.Host; // as long as whoever asks
    if (lasts || !target.processes(Machine.here()).isEmpty()) {
      return Optional.empty();
    }
    int looks = watch.snapshots().size();
    return Optional.of(
        looks == 1
            ? "it ended after the first look, and one look shows no difference of counters"
            : String.format(
                Locale.ROOT,
                "it ended after look %d, %.0f s after the first",
                looks,
                watch.seconds()));
  }
}
