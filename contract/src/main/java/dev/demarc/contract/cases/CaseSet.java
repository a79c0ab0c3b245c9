// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import java.util.List;

/**
 * Everything to try with the inputs of one contract.
 *
 * @param cases in the order of phases, then of the schema
 * @param bundles accepted one-row cases put together, so that they share a call
 * @param load a large accepted input of valid rows, for figures of resources; empty when rows
 *     cannot be made
 * @param dropped how many cases the gate judged otherwise than they were meant; they are not here
 * @param problems what could not be made, one sentence each: a glob without files, an unreadable
 *     file
 * @param faultsNotMade faults of the contract that could not be made for this schema
 * @param coverage how much of the schema is tried
 */
public record CaseSet(
    List<Case> cases,
    List<Bundle> bundles,
    byte[] load,
    int dropped,
    List<String> problems,
    List<String> faultsNotMade,
    Coverage coverage) {
  /** Copies the lists. */
  public CaseSet {
    cases = List.copyOf(cases);
    bundles = List.copyOf(bundles);
    problems = List.copyOf(problems);
    faultsNotMade = List.copyOf(faultsNotMade);
  }

  /**
   * Many rows in one input.
   *
   * @param id stable name
   * @param wire what a caller gives
   * @param members the cases whose rows it holds, in order
   */
  public record Bundle(String id, byte[] wire, List<Case> members) {
    /** Copies the list. */
    public Bundle {
      members = List.copyOf(members);
    }
  }

  /** The cases of one phase. */
  public List<Case> of(Case.Phase phase) {
    return cases.stream().filter(each -> each.phase() == phase).toList();
  }
}
