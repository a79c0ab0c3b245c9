// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import dev.demarc.contract.Contract;
import dev.demarc.contract.Outcome;
import dev.demarc.contract.check.Admission;
import dev.demarc.contract.check.Gate;
import dev.demarc.contract.check.Judge;
import dev.demarc.contract.check.Violation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A component that keeps its contract, or says how it did not: gate, boundary, judge. */
public final class GovernedComponent implements AutoCloseable {
  private final Contract contract;
  private final Boundary boundary;
  private final Gate gate;
  private final Judge judge;

  private GovernedComponent(Contract contract, Boundary boundary) {
    this.contract = contract;
    this.boundary = boundary;
    this.gate = Gate.of(contract);
    this.judge = Judge.of(contract);
  }

  /** Governs the component behind a boundary, and closes that in the end. */
  public static GovernedComponent of(Contract contract, Boundary boundary) {
    return new GovernedComponent(contract, boundary);
  }

  /** Opens a boundary and governs what is behind it. */
  public static GovernedComponent open(Contract contract, Path folder) {
    return new GovernedComponent(contract, Boundaries.open(contract, folder));
  }

  /** The boundary. */
  public Boundary boundary() {
    return boundary;
  }

  /** One call. Many at once are fine. */
  public CallResult call(byte[] raw) {
    return switch (gate.admit(raw)) {
      case Admission.Refused refused ->
          new CallResult(Outcome.IV, refused, Optional.empty(), refused.violations(), List.of());
      case Admission.Accepted accepted -> passed(accepted);
    };
  }

  private CallResult passed(Admission.Accepted accepted) {
    Run run = boundary.call(accepted.bytes());
    if (run.outcome() != Outcome.OK) {
      // the exit wins: output of a failed run is not judged (vocabulary, §c)
      return new CallResult(
          rejected(run) ? Outcome.IV : run.outcome(),
          accepted,
          Optional.of(run),
          List.of(),
          run.breaches());
    }
    List<Violation> violations = judge.judge(accepted, run.stdout(), run.stderr());
    Outcome outcome = violations.isEmpty() ? Outcome.OK : Outcome.OV;
    return new CallResult(outcome, accepted, Optional.of(run), violations, run.breaches());
  }

  /** Whether the component itself said that the input is bad (exitCodes.reject). */
  private boolean rejected(Run run) {
    return run.outcome() == Outcome.RE
        && run.exit() instanceof Exit.Code(int code)
        && contract.lifecycle().rejectCodes().contains(code);
  }

  @Override
  public void close() {
    boundary.close();
  }
}
