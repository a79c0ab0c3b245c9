// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalTest {
  @ParameterizedTest
  @CsvSource({
    "0, 2, 0.00",
    "1.5, 2, 1.50",
    "0.125, 2, 0.13",
    "0.999, 2, 1.00",
    "-0.04, 1, 0.0",
    "-1.26, 1, -1.3",
    "12345678.9, 0, 12345679",
    "0.0004, 3, 0.000",
    "NaN, 1, NaN",
    "Infinity, 2, Infinity",
    "1e300, 1, 1.0E300"
  })
  void hasSoManyDecimals(double value, int decimals, String text) {
    assertThat(Decimal.fixed(value, decimals)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2, 0",
    "1.50, 2, 1.5",
    "100, 0, 100",
    "100, 2, 100",
    "0.001, 3, 0.001",
    "-2.0, 1, -2",
    "1e300, 2, 1.0E300"
  })
  void hasNoZerosAtTheEnd(double value, int decimals, String text) {
    assertThat(Decimal.brief(value, decimals)).isEqualTo(text);
  }

  @Test
  void saysWhatJavaSaysUnlessItIsHalfway() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      double value = random.nextLong(-2_000_000, 2_000_000) * 1e-4 + 0.00003;
      for (int decimals = 0; decimals < 4; decimals++) {
        String java = String.format(Locale.ROOT, "%." + decimals + "f", value);
        boolean isZero = java.matches("-0[.0]*");
        assertThat(Decimal.fixed(value, decimals)).isEqualTo(isZero ? java.substring(1) : java);
      }
    }
  }
}
