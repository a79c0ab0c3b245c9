// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much a finding matters: one scale for findings, reports and thresholds, worst first. */
public enum Severity {
  /** Loss, outage or wrong service is happening now; a static rule never says so. */
  CRITICAL,
  /** It will fail, lose or leak under ordinary conditions. */
  HIGH,
  /** It fails under load, in a rare order, or after an upgrade. */
  MEDIUM,
  /** It costs time, money or clarity. */
  LOW,
  /** An explanation; nothing to do by itself. */
  INFO;

  /** The severity of a word; none for any other word. */
  public static Optional<Severity> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }

  /** The word of the report. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** True when this is as bad as {@code threshold}, or worse. */
  public boolean atLeast(Severity threshold) {
    return compareTo(threshold) <= 0;
  }

  /** The next milder one; {@link #INFO} stays. */
  public Severity lower() {
    return switch (this) {
      case CRITICAL -> HIGH;
      case HIGH -> MEDIUM;
      case MEDIUM -> LOW;
      case LOW, INFO -> INFO;
    };
  }

  /** The worse of the two. */
  public static Severity worst(Severity one, Severity other) {
    return one.atLeast(other) ? one : other;
  }

  @Override
  public String toString() {
    return word();
  }
}
