// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import dev.demarc.contract.Contract;
import dev.demarc.contract.Input;
import dev.demarc.contract.cases.Case.Polarity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Counts the mutants of a schema that no case tells from the true one. */
final class MutationScore {
  private MutationScore() {}

  /** The names of the mutants that survive all the cases. */
  static List<String> survivors(
      Contract contract, List<Mutant> mutants, List<Case> cases, Oracle.Source oracles) {
    List<String> survivors = new ArrayList<>();
    for (Mutant mutant : mutants) {
      Oracle oracle = oracles.of(withItems(contract, mutant.schema()));
      if (ordered(cases, mutant).stream().noneMatch(each -> kills(oracle, each))) {
        survivors.add(mutant.name());
      }
    }
    return survivors;
  }

  private static boolean kills(Oracle oracle, Case each) {
    return oracle.accepts(each.wire()) != (each.expected() == Polarity.ACCEPT);
  }

  /** Those cases first that were made for the changed place. */
  private static List<Case> ordered(List<Case> cases, Mutant mutant) {
    List<Case> near = new ArrayList<>();
    List<Case> far = new ArrayList<>();
    for (Case each : cases) {
      boolean same =
          each.obligations().stream()
              .anyMatch(duty -> duty.schemaPointer().equals(mutant.pointer()));
      (same ? near : far).add(each);
    }
    near.addAll(far);
    return near;
  }

  private static Contract withItems(Contract contract, JsonNode schema) {
    Input own = contract.input();
    Input input =
        new Input(
            own.channel(),
            own.mediaType(),
            own.bom(),
            own.charsets(),
            own.malformed(),
            own.maxMalformed(),
            own.newlines(),
            own.csv(),
            own.lines(),
            Optional.of(schema),
            own.schema(),
            own.rejectUnknown(),
            own.limits());
    return new Contract(
        contract.file(),
        contract.digest(),
        contract.metadata(),
        contract.component(),
        input,
        contract.output(),
        contract.lifecycle(),
        contract.resources(),
        contract.isolation(),
        contract.tests());
  }
}
