// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract;

import java.util.Locale;

/** Why a verdict is undecided: the closed list of the vocabulary, §a. */
public enum Reason {
  /** The contract says nothing. */
  NOT_PROMISED(true),
  /** Makes no sense for this kind of component. */
  NOT_APPLICABLE(true),
  /** The host cannot set the limit. */
  NOT_ENFORCED(true),
  /** The host cannot measure it exactly. */
  NOT_MEASURED(true),
  /** Stage, budget or stop cut it. */
  NOT_RUN(false),
  /** Comparison found neither proof nor counterexample. */
  NO_WITNESS(false),
  /** Repeats disagree. */
  FLAKY(false),
  /** Under the contract's {@code tests.coverage}. */
  COVERAGE(false),
  /** Infrastructure. */
  UNAVAILABLE(false);

  private final boolean benign;

  Reason(boolean benign) {
    this.benign = benign;
  }

  /** True when nothing contradicts the promise. */
  public boolean benign() {
    return benign;
  }

  /** The word of documents and output, for example {@code not-enforced}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
