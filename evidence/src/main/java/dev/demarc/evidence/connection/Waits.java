// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.connection;

import java.util.ArrayList;
import java.util.List;

/**
 * Times in nanoseconds, ascending.
 *
 * @param sorted the first 1,024 that were measured
 */
public record Waits(List<Long> sorted) {
  /** So many are kept. */
  static final int MOST = 1024;

  /** Sorts and copies. */
  public Waits {
    sorted = sorted.stream().sorted().toList();
  }

  /** The middle one, in nanoseconds; 0 of none. */
  public long median() {
    return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
  }

  /** The median distance from the median, as a share of it; 1 when the median is 0. */
  public double spread() {
    long middle = median();
    List<Long> distances = new ArrayList<>();
    sorted.forEach(one -> distances.add(Math.abs(one - middle)));
    return middle == 0 ? 1 : (double) new Waits(distances).median() / middle;
  }

  /** The middle one in seconds. */
  public double seconds() {
    return median() / 1e9;
  }
}
