// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.contract.DemarcException;
import dev.demarc.contract.Outcome;
import dev.demarc.contract.Verdict;
import dev.demarc.pipeline.PipelineResult;
import dev.demarc.pipeline.verify.VerifyReport;

/**
 * Exit codes, all in one place: contract/vocabulary.md §b.
 *
 * @param code what the shell sees
 */
record Exit(int code) {
  static final Exit PASS = new Exit(0);
  static final Exit BROKEN = new Exit(1);
  static final Exit USAGE = new Exit(2);
  static final Exit UNDECIDED = new Exit(3);
  static final Exit TIMEOUT = new Exit(4);
  static final Exit INTERRUPTED = new Exit(130);

  /** A wrapper refuses: usage, invalid contract, level or control missing. */
  static final Exit WRAPPER_REFUSES = new Exit(125);

  /** A wrapper's own fault: sysexits, software. */
  static final Exit WRAPPER_FAULT = new Exit(70);

  private static final int BAD_INPUT = 65; // sysexits: dataerr
  private static final int TRY_AGAIN = 75; // sysexits: tempfail
  private static final int BAD_ANSWER = 76; // sysexits: protocol
  private static final int SIGKILL = 9;
  private static final int SIGPIPE = 13;

  static Exit of(DemarcException failure) {
    return switch (failure.kind()) {
      case USAGE -> USAGE;
      case BROKEN -> BROKEN;
      case CANNOT -> UNDECIDED;
    };
  }

  /** Of a verdict on a contract; {@code strict} is {@code tests.undecided: fail}. */
  static Exit of(Verdict verdict, boolean strict) {
    return switch (verdict) {
      case Verdict.Kept _ -> PASS;
      case Verdict.Broken _ -> BROKEN;
      case Verdict.Undecided(var reason) -> reason.benign() && !strict ? PASS : UNDECIDED;
    };
  }

  static Exit of(PipelineResult.Ending ending) {
    return switch (ending) {
      case PASSED -> PASS;
      case BROKEN -> BROKEN;
      case USAGE -> USAGE;
      case UNDECIDED -> UNDECIDED;
      case BUDGET_GONE -> TIMEOUT;
    };
  }

  static Exit of(VerifyReport.Ending ending) {
    return switch (ending) {
      case VERIFIED -> PASS;
      case BROKEN -> BROKEN;
      case CANNOT -> UNDECIDED;
    };
  }

  /**
   * What the caller of a wrapped component sees.
   *
   * @param ended how the first process ended; not started when the gate refused
   */
  static Exit of(Outcome outcome, dev.demarc.isolate.Exit ended) {
    return switch (outcome) {
      case OK, RE ->
          switch (ended) {
            case dev.demarc.isolate.Exit.Code(int code) -> new Exit(code);
            case dev.demarc.isolate.Exit.Signal(int number, _) -> ofSignal(number);
            case dev.demarc.isolate.Exit.NotStarted _ -> WRAPPER_FAULT;
          };
      case SG ->
          ended instanceof dev.demarc.isolate.Exit.Signal(int number, _)
              ? ofSignal(number)
              : ofSignal(SIGKILL);
      case IV -> new Exit(BAD_INPUT);
      case OV, OL, PL, PX -> new Exit(BAD_ANSWER);
      case TO, CT -> new Exit(124);
      case QF, BK, DR -> new Exit(TRY_AGAIN);
      case OM -> ofSignal(SIGKILL);
      case SF ->
          ended instanceof dev.demarc.isolate.Exit.NotStarted(String cause) && notFound(cause)
              ? new Exit(127)
              : new Exit(126);
      case CC -> ofSignal(SIGPIPE);
      case XX -> WRAPPER_FAULT;
    };
  }

  /** 128 and the number of the signal, as shells say it. */
  static Exit ofSignal(int number) {
    return new Exit(128 + number);
  }

  /** This one, unless it says that all is well while nobody could read it. */
  Exit unwritten(Console console) {
    if (console.problem().isEmpty()) {
      return this;
    }
    console.failure(
        "standard output could not be written: " + console.problem(), java.util.List.of(), "");
    return code == 0 ? UNDECIDED : this;
  }

  private static boolean notFound(String cause) {
    return cause.contains("ENOENT")
        || cause.contains("No such file")
        || cause.contains("not found");
  }
}
