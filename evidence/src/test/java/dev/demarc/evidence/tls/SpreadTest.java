// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Percentiles are exact of few and near of many. */
class SpreadTest {
  @Test
  void fewAreExact() {
    Spread spread = new Spread();
    for (int i = 200; i > 0; i--) {
      spread.add(i);
    }
    assertThat(spread.quantile(0.5)).isEqualTo(101);
    assertThat(spread.quantile(0.99)).isEqualTo(199);
    assertThat(new Spread().timing().median()).isZero();
  }

  @Test
  void manyAreWithinASixteenth() {
    Random random = new Random(7);
    long[] all = new long[100_000];
    Spread spread = new Spread();
    for (int i = 0; i < all.length; i++) {
      all[i] = (long) Math.exp(random.nextDouble() * 25);
      spread.add(all[i]);
    }
    Arrays.sort(all);
    for (double part : new double[] {0.01, 0.5, 0.9, 0.99}) {
      double right = all[(int) (part * all.length)];
      assertThat(spread.quantile(part) / right).isCloseTo(1, within(1 / 15.0));
    }
  }
}
