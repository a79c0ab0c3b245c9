// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.lint;

import dev.demarc.contract.source.Problem;
import dev.demarc.contract.source.Reading;
import java.util.List;

/** Runs every rule over a contract that was read. */
public final class Lint {
  private Lint() {}

  /**
   * Everything that is wrong with the contract, problems of reading included, in order of place.
   */
  public static List<Problem> check(Reading reading) {
    return reading.problems();
  }
}
