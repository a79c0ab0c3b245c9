// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.observabilitygap;

import java.util.Arrays;

/** CPU time per second, which is cores, in order of time, one number for each step. */
final class Series {
  private final double[] values;

  Series(double[] values) {
    this.values = values.clone();
  }

  int size() {
    return values.length;
  }

  double sum() {
    return Arrays.stream(values).sum();
  }

  double mean() {
    return values.length == 0 ? 0 : sum() / values.length;
  }

  /** Of the population, not of a sample. */
  double variance() {
    double mean = mean();
    return Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum()
        / Math.max(1, values.length);
  }

  /** From the 5th to the 95th percentile: one stray step is no swing. */
  double swing() {
    if (values.length == 0) {
      return 0;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int high = Math.min(sorted.length - 1, (int) (0.95 * sorted.length));
    return sorted[high] - sorted[(int) (0.05 * sorted.length)];
  }

  /** What is left when another one is taken away, step by step. */
  Series minus(Series other) {
    double[] left = new double[values.length];
    for (int i = 0; i < left.length; i++) {
      left[i] = values[i] - other.values[i];
    }
    return new Series(left);
  }

  /** Pearson's correlation; 0 when one of them does not move. */
  double correlation(Series other) {
    double product = 0;
    for (int i = 0; i < values.length; i++) {
      product += (values[i] - mean()) * (other.values[i] - other.mean());
    }
    double scale = Math.sqrt(variance() * other.variance()) * values.length;
    return scale < 1e-12 ? 0 : product / scale;
  }
}
