// SPDX-License-Identifier: Apache-2.0
package dev.demarc.conformance;

import dev.demarc.contract.Dimension;
import java.util.Optional;

/** A way to see whether an input breaks one promise. */
@FunctionalInterface
interface Symptom {
  /** What is broken, one sentence; empty when nothing is. */
  Optional<String> in(byte[] raw);

  /** The bytes that show it to people, when they are not the ones that are tried. */
  default byte[] shown(byte[] raw) {
    return raw;
  }

  /** One check fails. */
  static Symptom of(Bench bench, String name) {
    return raw ->
        bench.attempt(raw).failures().stream()
            .filter(failure -> failure.name().equals(name))
            .map(Failure::message)
            .findFirst();
  }

  /** The answer is wrong, or there is none. */
  static Symptom wrongAnswer(Bench bench) {
    return raw -> blame(bench.attempt(raw)).map(Symptom::sentence);
  }

  /** The component refuses what its contract accepts. */
  static Symptom declined(Bench bench) {
    return raw ->
        Optional.of(bench.attempt(raw))
            .filter(attempt -> attempt.fate() == Attempt.Fate.DECLINED)
            .map(_ -> "the component refuses what its contract accepts");
  }

  /** The failure for which an input is to blame: a wrong answer, or no answer at all. */
  static Optional<Failure> blame(Attempt attempt) {
    return attempt.failures().stream()
        .filter(failure ->
            failure.dimension() == Dimension.OUTPUT || attempt.fate() == Attempt.Fate.FAILED)
        .findFirst();
  }

  private static String sentence(Failure failure) {
    return failure.name() + ": " + failure.message();
  }
}
