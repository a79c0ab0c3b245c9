// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence;

/**
 * Numbers with few decimals, as people read them: with a point whatever the locale, rounded to the
 * nearest. {@code String.format} does that too, and first loads what Java knows of locales, which
 * takes 6 ms of each look; {@code BigDecimal} takes 8.
 */
public final class Decimal {
  private static final long[] POWERS = {1, 10, 100, 1000};

  /** From here on a double has no decimals worth printing. */
  private static final double LARGE = 1e15;

  private Decimal() {}

  /**
   * The number with so many decimals, at most 3: {@code 1.50}. What is no number is printed as Java
   * does.
   */
  public static String fixed(double value, int decimals) {
    if (!(Math.abs(value) < LARGE)) {
      return String.valueOf(value);
    }
    long power = POWERS[decimals];
    long scaled = Math.round(Math.abs(value) * power);
    String sign = value < 0 && scaled > 0 ? "-" : "";
    String rest = decimals == 0 ? "" : "." + String.valueOf(power + scaled % power).substring(1);
    return sign + scaled / power + rest;
  }

  /** The same without zeros at the end: {@code 1.5}. */
  public static String brief(double value, int decimals) {
    String text = fixed(value, decimals);
    int end = text.length();
    if (text.indexOf('.') > 0 && Math.abs(value) < LARGE) {
      while (text.charAt(end - 1) == '0') {
        end--;
      }
      if (text.charAt(end - 1) == '.') {
        end--;
      }
    }
    return text.substring(0, end);
  }
}
