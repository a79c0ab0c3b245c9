// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract;

/** How one call ended: exactly one for each call. The vocabulary, §c, says who is at fault. */
public enum Outcome {
  /** Answer within the contract. */
  OK("answer within the contract"),
  /** Input breaks the contract. */
  IV("input breaks the contract"),
  /** Output breaks the contract. */
  OV("output breaks the contract"),
  /** Exit code not in exitCodes. */
  RE("exit code not allowed"),
  /** Died by a signal that Demarc did not send. */
  SG("died by a signal"),
  /** A time-out while running. */
  TO("time-out"),
  /** Protocol broken: frame, id, early close. */
  PX("protocol broken"),
  /** Killed for memory. */
  OM("killed for memory"),
  /** Used more CPU time than allowed. */
  CT("CPU time used up"),
  /** More output than allowed. */
  OL("more output than allowed"),
  /** Failed, and the limit of processes was hit. */
  PL("limit of processes hit"),
  /** Cannot start. */
  SF("cannot start"),
  /** Queue full. */
  QF("queue full"),
  /** Breaker open and no fallback. */
  BK("breaker open"),
  /** Draining. */
  DR("draining"),
  /** Caller went away. */
  CC("caller went away"),
  /** Demarc's own fault. */
  XX("Demarc's own fault");

  private final String meaning;

  Outcome(String meaning) {
    this.meaning = meaning;
  }

  /** A few words for people. */
  public String meaning() {
    return meaning;
  }
}
