// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of memory or data. Text form: a whole number and {@code B}, {@code Ki}, {@code Mi},
 * {@code Gi} or {@code Ti} (powers of 1024).
 */
public record Bytes(long count) implements Comparable<Bytes> {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,18})(B|Ki|Mi|Gi|Ti)");

  /** Refuses negative amounts. */
  public Bytes {
    if (count < 0) {
      throw new IllegalArgumentException("negative amount of bytes: " + count);
    }
  }

  /** Reads {@code 128Mi}; refuses other forms with {@link IllegalArgumentException}. */
  public static Bytes parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no size: write a whole number and B, Ki, Mi, Gi or Ti, for example 128Mi");
    }
    int shift =
        switch (form.group(2)) {
          case "Ki" -> 10;
          case "Mi" -> 20;
          case "Gi" -> 30;
          case "Ti" -> 40;
          default -> 0;
        };
    return new Bytes(Math.multiplyExact(Long.parseLong(form.group(1)), 1L << shift));
  }

  /** So many bytes. */
  public static Bytes of(long count) {
    return new Bytes(count);
  }

  @Override
  public int compareTo(Bytes other) {
    return Long.compare(count, other.count);
  }

  /** The shortest exact text form. */
  @Override
  public String toString() {
    String[] units = {"B", "Ki", "Mi", "Gi", "Ti"};
    int unit = 0;
    long rest = count;
    while (unit < 4 && rest != 0 && rest % 1024 == 0) {
      rest /= 1024;
      unit++;
    }
    return rest + units[unit];
  }
}
