// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import dev.demarc.contract.Contract;
import dev.demarc.contract.check.Admission;

/** Says whether an input keeps a contract: the gate, seen from here. */
@FunctionalInterface
interface Oracle {
  /** Judges the bytes of one call. */
  Admission admit(byte[] wire);

  /** Whether they may pass. */
  default boolean accepts(byte[] wire) {
    return admit(wire) instanceof Admission.Accepted;
  }

  /** Makes the oracle of a contract, and of the mutants of it. */
  @FunctionalInterface
  interface Source {
    /** The oracle of one contract. */
    Oracle of(Contract contract);
  }
}
