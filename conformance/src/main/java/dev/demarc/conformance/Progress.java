// SPDX-License-Identifier: Apache-2.0
package dev.demarc.conformance;

/** Hears how far a trial is. Called from one thread. */
@FunctionalInterface
public interface Progress {
  /**
   * Something was done.
   *
   * @param step a few words for people: {@code boundary}, {@code faults}, {@code shrinking}
   * @param done how many of the step
   * @param total of the step; 0 when it cannot be told
   */
  void at(String step, int done, int total);

  /** Hears nothing. */
  static Progress none() {
    return (_, _, _) -> {};
  }
}
