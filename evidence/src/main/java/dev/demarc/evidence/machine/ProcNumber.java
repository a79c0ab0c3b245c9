// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.machine;

import java.util.Optional;

/**
 * A whole number as the kernel writes it: digits without a sign, blanks or a line feed around them.
 */
public final class ProcNumber {
  /** So many digits a long holds for certain. */
  private static final int MOST_DECIMAL = 18;

  private static final int MOST_HEX = 15;

  private ProcNumber() {}

  /** A decimal number of up to 18 digits; empty for anything else, such as {@code max}. */
  public static Optional<Long> decimal(String text) {
    return of(text.strip(), 10, MOST_DECIMAL);
  }

  /** A hexadecimal number of up to 15 digits; empty for anything else. */
  public static Optional<Long> hex(String text) {
    return of(text.strip(), 16, MOST_HEX);
  }

  private static Optional<Long> of(String text, int radix, int most) {
    boolean sound = !text.isEmpty() && text.length() <= most;
    for (int i = 0; sound && i < text.length(); i++) {
      // Character.digit alone takes digits of all scripts
      sound = text.charAt(i) < 0x80 && Character.digit(text.charAt(i), radix) >= 0;
    }
    return sound ? Optional.of(Long.parseLong(text, radix)) : Optional.empty();
  }
}
