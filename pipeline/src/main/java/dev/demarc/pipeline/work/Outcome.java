// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.work;

import dev.demarc.contract.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What came of a stage.
 *
 * @param verdict what it says
 * @param detail a few words with the numbers of this run
 * @param made what it made, {@code name digest} or a few words each
 * @param value for the stages after it
 * @param stop why the pipeline must end here; empty when it goes on
 * @param <O> type of the value
 */
public record Outcome<O>(
    Verdict verdict, String detail, List<String> made, O value, Optional<Stop> stop) {
  /** Copies the list. */
  public Outcome {
    made = List.copyOf(made);
  }

  /**
   * Why the pipeline must end.
   *
   * @param ending the way to end
   * @param what happened and where, one sentence
   * @param why more lines
   * @param remedy one thing to do
   */
  public record Stop(Ending ending, String what, List<String> why, String remedy) {
    /** Copies the list. */
    public Stop {
      why = List.copyOf(why);
    }
  }

  /** The ways to end early. */
  public enum Ending {
    /** A promise, a rule or a signature does not hold. */
    BROKEN,
    /** A file or an option is not usable. */
    USAGE,
    /** It cannot be said, or not on this host. */
    UNDECIDED,
    /** The budget was gone. */
    BUDGET_GONE
  }

  /** A stage that passed. */
  public static <O> Outcome<O> kept(String detail, List<String> made, O value) {
    return new Outcome<>(Verdict.kept(), detail, made, value, Optional.empty());
  }

  /** The same, ending the pipeline. */
  public Outcome<O> stopping(Stop why) {
    return new Outcome<>(verdict, detail, made, value, Optional.of(why));
  }
}
