// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.util.Locale;

/** How far a rule itself is trusted; incubating and stable rules are on by default. */
public enum Maturity {
  /** Specified and built, but never judged on real code: off unless asked for. */
  SANDBOX,
  /** Three bad and three good fixtures, and a judged run over real code with at most 2 % false. */
  INCUBATING,
  /** Incubating, and an experiment that shows the effect. */
  STABLE,
  /** Replaced by another rule; off, its name still accepted in suppressions. */
  DEPRECATED;

  /** The word of the report. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return word();
  }
}
