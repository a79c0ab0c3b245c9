// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a run of identify goes by.
 *
 * @param version of the program, for the report
 * @param failOn the threshold of the exit code; empty means never
 * @param maturities rules of these run
 * @param today decides whether a suppression has expired: it is an argument, so that a result
 *     depends on no clock that the caller did not look at
 */
public record Settings(
    String version, Optional<Severity> failOn, Set<Maturity> maturities, LocalDate today) {
  /** Copies the set, in order. */
  public Settings {
    maturities = maturities.isEmpty() ? Set.of() : EnumSet.copyOf(maturities);
  }

  /** Threshold high, rules that are on by default. */
  public static Settings standard(String version, LocalDate today) {
    return new Settings(
        version,
        Optional.of(Severity.HIGH),
        EnumSet.of(Maturity.INCUBATING, Maturity.STABLE),
        today);
  }

  /** The same with rules on that are not yet judged on real code. */
  public Settings withSandbox() {
    Set<Maturity> more = EnumSet.copyOf(maturities);
    more.add(Maturity.SANDBOX);
    return new Settings(version, failOn, more, today);
  }
}
