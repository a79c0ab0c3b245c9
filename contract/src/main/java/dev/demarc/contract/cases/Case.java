// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import java.util.List;
import java.util.Optional;

/**
 * One input to try.
 *
 * @param id stable name, for example {@code boundary/qty/maximum/b+1}
 * @param phase why it is tried
 * @param obligations what it covers; empty for examples and faults
 * @param expected what the gate must say
 * @param wire what a caller gives
 * @param answer the exact output, for a declared case
 * @param row the row in question when the case is one row of a table; such cases may share a call
 */
public record Case(
    String id,
    Phase phase,
    List<Obligation> obligations,
    Polarity expected,
    byte[] wire,
    Optional<byte[]> answer,
    Optional<Row> row) {
  /** Why a case is tried, in the order of trial. */
  public enum Phase {
    /** A file that the contract names as an example. */
    EXAMPLE,
    /** A case that the contract declares. */
    DECLARED,
    /** Valid rows drawn from the schema. */
    BASE,
    /** Just inside and just outside of every constraint. */
    BOUNDARY,
    /** Damage of bytes that the contract names. */
    FAULT
  }

  /** What the gate must say. */
  public enum Polarity {
    /** Let it pass. */
    ACCEPT,
    /** Refuse it. */
    REJECT,
    /** Either; but what passes must come out right. */
    EITHER
  }

  /** Copies the list. */
  public Case {
    obligations = List.copyOf(obligations);
  }

  Case(String id, Phase phase, Polarity expected, byte[] wire) {
    this(id, phase, List.of(), expected, wire, Optional.empty(), Optional.empty());
  }
}
