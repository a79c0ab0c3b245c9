// SPDX-License-Identifier: Apache-2.0
package dev.demarc.conformance;

import dev.demarc.contract.Contract;
import dev.demarc.contract.Dimension;
import dev.demarc.contract.check.Admission;
import dev.demarc.contract.check.Gate;
import dev.demarc.contract.check.ItemCount;
import dev.demarc.contract.check.Judge;
import dev.demarc.contract.check.Judgement;
import dev.demarc.contract.check.Violation;
import dev.demarc.isolate.Boundary;
import dev.demarc.isolate.Exit;
import dev.demarc.isolate.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** One component between its gate and its judge: every input of a trial goes through here. */
final class Bench {
  private static final int RETRIES = 2;

  private final Contract contract;
  private final Gate gate;
  private final Judge judge;
  private final Boundary boundary;
  private final AtomicInteger calls = new AtomicInteger();

  Bench(Contract contract, Boundary boundary) {
    this.contract = contract;
    this.gate = Gate.of(contract);
    this.judge = Judge.of(contract);
    this.boundary = boundary;
  }

  Contract contract() {
    return contract;
  }

  Boundary boundary() {
    return boundary;
  }

  Judge judge() {
    return judge;
  }

  /** What the gate says; no process is started. */
  Admission admit(byte[] raw) {
    return gate.admit(raw);
  }

  /** How many runs of the component were started so far. */
  int calls() {
    return calls.get();
  }

  /** A run was started outside of this class. */
  void count() {
    calls.incrementAndGet();
  }

  /** Tries one input. */
  Attempt attempt(byte[] raw) {
    return switch (gate.admit(raw)) {
      case Admission.Refused refused ->
          new Attempt(
              refused,
              Optional.empty(),
              Attempt.Fate.REFUSED,
              List.of(),
              ItemCount.refused(refused.items()));
      case Admission.Accepted accepted -> call(accepted);
    };
  }

  /** Runs the component on an input that the gate accepted; again when it asks for that. */
  Attempt call(Admission.Accepted accepted) {
    Run run = run(accepted);
    for (int i = 0; i < RETRIES && codeIn(run, contract.lifecycle().retryCodes()); i++) {
      run = run(accepted);
    }
    return judged(accepted, run);
  }

  /** One run, not judged. */
  Run run(Admission.Accepted accepted) {
    calls.incrementAndGet();
    return boundary.call(accepted.bytes());
  }

  /** What a run of an accepted input amounts to. */
  Attempt judged(Admission.Accepted accepted, Run run) {
    List<Failure> failures = new ArrayList<>(RunFailures.of(contract, run));
    int given = accepted.items().size();
    if (codeIn(run, contract.lifecycle().rejectCodes())) {
      return attempt(accepted, run, Attempt.Fate.DECLINED, failures, ItemCount.refused(given));
    }
    if (codeIn(run, contract.lifecycle().retryCodes())) {
      return attempt(accepted, run, Attempt.Fate.POSTPONED, failures, ItemCount.refused(given));
    }
    return switch (run.outcome()) {
      case OK -> {
        Judgement judgement = judge.examine(accepted, run.stdout(), run.stderr());
        failures.addAll(outputFailures(judgement.violations()));
        yield attempt(accepted, run, Attempt.Fate.ANSWERED, failures, judgement.items());
      }
      case XX, QF, BK, DR, CC ->
          attempt(accepted, run, Attempt.Fate.UNAVAILABLE, failures, ItemCount.NONE);
      case IV, OV, RE, SG, TO, PX, OM, CT, OL, PL, SF ->
          attempt(accepted, run, Attempt.Fate.FAILED, failures, ItemCount.allLost(given));
    };
  }

  private static Attempt attempt(
      Admission accepted, Run run, Attempt.Fate fate, List<Failure> failures, ItemCount items) {
    return new Attempt(accepted, Optional.of(run), fate, failures, items);
  }

  /** One failure for each check, with the first message and how many more there are. */
  private static List<Failure> outputFailures(List<Violation> violations) {
    Map<String, List<Violation>> byCheck = new LinkedHashMap<>();
    for (Violation violation : violations) {
      byCheck.computeIfAbsent(violation.check(), _ -> new ArrayList<>()).add(violation);
    }
    List<Failure> failures = new ArrayList<>();
    byCheck.forEach((check, found) ->
        failures.add(
            new Failure(
                Dimension.OUTPUT,
                check,
                found.getFirst().sentence()
                    + (found.size() == 1
                        ? ""
                        : "; " + (found.size() - 1) + " more in this answer"))));
    return failures;
  }

  private static boolean codeIn(Run run, List<Integer> codes) {
    return run.exit() instanceof Exit.Code(int code) && codes.contains(code);
  }
}
