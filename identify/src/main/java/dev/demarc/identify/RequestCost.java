// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.time.Duration;

/**
 * What one request of the service that is looked at costs, as the user says: a fact beside what was
 * read.
 *
 * @param cpu processor time, summed over threads; more than nothing
 */
public record RequestCost(Duration cpu) {
  /** Checks it. */
  public RequestCost {
    if (cpu.isZero() || cpu.isNegative()) {
      throw new IllegalArgumentException("is no cost: it must be more than nothing");
    }
  }
}
