// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.tls;

import java.time.Duration;
import java.util.Arrays;

/**
 * How long something took, many times, in bounded memory: exact for the first 256, then in steps of
 * a sixteenth of a power of two (6 %).
 */
final class Spread {
  private static final int EXACT = 256;
  private static final int STEPS = 16;

  /** Up to 2^50 ns, which is 13 days: what is longer counts as that. */
  private static final int BUCKETS = 47 * STEPS;

  private long[] values = new long[4];
  private int[] buckets = {};
  private int count;
  private long most;

  void add(long nanos) {
    long value = Math.max(0, nanos);
    most = Math.max(most, value);
    if (count == EXACT && buckets.length == 0) {
      buckets = new int[BUCKETS];
      for (int i = 0; i < count; i++) {
        buckets[bucket(values[i])]++;
      }
      values = new long[0];
    }
    if (buckets.length > 0) {
      buckets[bucket(value)]++;
    } else {
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count] = value;
    }
    count++;
  }

  private static int bucket(long value) {
    if (value < STEPS) {
      return (int) value;
    }
    int power = 63 - Long.numberOfLeadingZeros(value);
    int step = (int) (value >>> (power - 4)) & (STEPS - 1);
    return Math.min(BUCKETS - 1, (power - 3) * STEPS + step);
  }

  private static long begin(int bucket) {
    if (bucket < STEPS) {
      return bucket;
    }
    int power = bucket / STEPS + 3;
    return (long) (STEPS + bucket % STEPS) << (power - 4);
  }

  int count() {
    return count;
  }

  /** The value below which this part of them lies; 0 of nothing. */
  long quantile(double part) {
    if (count == 0) {
      return 0;
    }
    int rank = (int) Math.min(count - 1, (long) (part * count));
    if (buckets.length == 0) {
      long[] sorted = Arrays.copyOf(values, count);
      Arrays.sort(sorted);
      return sorted[rank];
    }
    int seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += buckets[i];
      if (seen > rank) {
        return begin(i);
      }
    }
    return most;
  }

  /** The figures of it. */
  Timing timing() {
    return new Timing(
        count,
        Duration.ofNanos(quantile(0.5)),
        Duration.ofNanos(quantile(0.99)),
        Duration.ofNanos(most));
  }
}
