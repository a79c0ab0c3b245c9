// SPDX-License-Identifier: Apache-2.0
package dev.demarc.conformance;

import dev.demarc.contract.Contract;
import java.nio.file.Path;

/** Puts a component on trial: cases, boundary, judge, and a verdict for each dimension. */
public final class Trial {
  private Trial() {}

  /**
   * Tries everything that the contract promises.
   *
   * @param folder that the contract's relative paths start from
   * @throws InterruptedException when the thread was told to stop; nothing is left running then
   */
  public static TestReport run(Contract contract, Path folder, Progress progress)
      throws InterruptedException {
    throw new IllegalStateException(
        "no trial of " + contract.metadata().name() + " in " + folder + " yet" + progress);
  }
}
