// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * A share of CPU in thousandths of a core, as Kubernetes writes it: {@code 500m} or {@code 0.5}.
 */
public record Cpu(long millicores) {
  /** Refuses zero and negative shares. */
  public Cpu {
    if (millicores <= 0) {
      throw new IllegalArgumentException("a CPU share must be above zero: " + millicores + "m");
    }
  }

  /**
   * Reads {@code 500m}, {@code 0.5} or {@code 2}; refuses other forms with {@link
   * IllegalArgumentException}.
   */
  public static Cpu parse(String text) {
    if (text.matches("[1-9][0-9]{0,8}m")) {
      return new Cpu(Long.parseLong(text.substring(0, text.length() - 1)));
    }
    if (text.matches("[0-9]{1,6}(\\.[0-9]{1,3})?")) {
      return new Cpu(
          new BigDecimal(text)
              .movePointRight(3)
              .setScale(0, RoundingMode.UNNECESSARY)
              .longValueExact());
    }
    throw new IllegalArgumentException("'" + text + "' is no CPU share: write 500m or 0.5");
  }

  /** The quota within a period, as cgroups want it. */
  public Duration quotaIn(Duration period) {
    return Duration.ofNanos(Math.multiplyExact(period.toNanos(), millicores) / 1000);
  }

  @Override
  public String toString() {
    return millicores % 1000 == 0 ? Long.toString(millicores / 1000) : millicores + "m";
  }
}
