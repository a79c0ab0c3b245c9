// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.cgroup;

import dev.demarc.evidence.Decimal;

/**
 * A part of a whole, as two counts, so that a report can say both.
 *
 * @param part of it
 * @param whole how many there are
 */
public record Share(long part, long whole) implements Comparable<Share> {
  /** The share as a number from 0 on; 0 of nothing is 0. */
  public double ratio() {
    return whole <= 0 ? 0 : (double) part / whole;
  }

  /** Whether it is at least this many hundredths. */
  public boolean isAtLeast(int percent) {
    return whole > 0 && ratio() * 100 >= percent;
  }

  /** In words: {@code 41 of 44 periods (93 %)}. */
  public String words(String what) {
    double percent = ratio() * 100;
    String number = Decimal.fixed(percent, percent > 0 && percent < 10 ? 1 : 0);
    return part + " of " + whole + " " + what + " (" + number + " %)";
  }

  @Override
  public int compareTo(Share other) {
    return Double.compare(ratio(), other.ratio());
  }
}
