// SPDX-License-Identifier: Apache-2.0
package dev.demarc.conformance;

import java.time.Duration;

/** How much longer a trial may take. Monotonic. */
final class Budget {
  private final long end;

  private Budget(long end) {
    this.end = end;
  }

  static Budget of(Duration time) {
    return new Budget(System.nanoTime() + time.toNanos());
  }

  /** A smaller budget within this one. */
  Budget atMost(Duration time) {
    return new Budget(Math.min(end, System.nanoTime() + time.toNanos()));
  }

  boolean gone() {
    return System.nanoTime() - end >= 0;
  }
}
