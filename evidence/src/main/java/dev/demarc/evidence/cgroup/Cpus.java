// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.cgroup;

import dev.demarc.evidence.Decimal;

/**
 * An amount of processors: 0.5 is half of one.
 *
 * @param count of processors, which need not be whole
 */
public record Cpus(double count) implements Comparable<Cpus> {
  /** So many threads can run at a time within it: the next whole number, at least 1. */
  public int roundedUp() {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.ceil(count)));
  }

  /** In words: {@code 0.1 CPU}, {@code 2 CPUs}. */
  public String words() {
    return Decimal.brief(count, count < 0.01 ? 3 : 2) + (count > 1 ? " CPUs" : " CPU");
  }

  @Override
  public int compareTo(Cpus other) {
    return Double.compare(count, other.count);
  }
}
