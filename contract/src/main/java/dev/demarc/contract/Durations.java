// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The contract's text form of a duration: numbers with us, ms, s, m, h or d, joined. */
public final class Durations {
  private static final Pattern PART =
      Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?)(us|ms|s|m|h|d)");
  private static final Pattern FORM =
      Pattern.compile("(?:" + PART.pattern().replace("(", "(?:").replace("(?:?:", "(?:") + ")+");

  private Durations() {}

  /**
   * Reads {@code 1m30s}; refuses a bare number and other forms with {@link
   * IllegalArgumentException}.
   */
  public static Duration parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no duration: write a number and us, ms, s, m, h or d, for example 1m30s");
    }
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      long nanos =
          switch (part.group(2)) {
            case "us" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> 86_400_000_000_000L;
          };
      sum =
          sum.plusNanos(
              new BigDecimal(part.group(1))
                  .multiply(BigDecimal.valueOf(nanos))
                  .setScale(0, RoundingMode.DOWN)
                  .longValueExact());
    }
    return sum;
  }

  /**
   * Writes a duration for people with at most three digits: {@code 870us}, {@code 12ms}, {@code
   * 3.25s}, {@code 2m05s}.
   */
  public static String text(Duration duration) {
    long micros = duration.toNanos() / 1000;
    if (micros < 1000) {
      return micros + "us";
    }
    if (micros < 1_000_000) {
      return micros / 1000 + "ms";
    }
    if (micros < 60_000_000) {
      return BigDecimal.valueOf(micros)
              .movePointLeft(6)
              .setScale(2, RoundingMode.HALF_UP)
              .stripTrailingZeros()
              .toPlainString()
          + "s";
    }
    return duration.toMinutes()
        + "m"
        + (duration.toSecondsPart() < 10 ? "0" : "")
        + duration.toSecondsPart()
        + "s";
  }
}
