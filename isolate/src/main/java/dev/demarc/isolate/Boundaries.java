// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import dev.demarc.contract.Contract;
import java.nio.file.Path;

/** Opens boundaries, and knows all that are open, so that a dying Demarc leaves nothing behind. */
public final class Boundaries {
  private Boundaries() {}

  /**
   * Puts a boundary around the component of a contract. Relative paths start from {@code folder}.
   *
   * @throws dev.demarc.contract.DemarcException {@code CANNOT} when {@code isolation.minLevel} or
   *     {@code isolation.require} is not met on this host, {@code USAGE} when the contract cannot
   *     work anywhere
   */
  public static Boundary open(Contract contract, Path folder) {
    throw new IllegalStateException("not built yet: " + contract.metadata().name() + folder);
  }

  /** Ends every open boundary of this process: for a shutdown hook. */
  public static void closeAll() {}
}
