// SPDX-License-Identifier: Apache-2.0
package dev.demarc.conformance;

import dev.demarc.contract.Dimension;
import dev.demarc.contract.Reason;
import dev.demarc.contract.cases.Case;
import dev.demarc.contract.cases.Case.Phase;
import dev.demarc.contract.cases.Case.Polarity;
import dev.demarc.contract.cases.CaseSet;
import dev.demarc.contract.check.Admission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Tries every input of a case set: what the gate refuses stops there; what it accepts is run, one
 * call for many rows where they can share one.
 */
final class InputTrial {
  /** An input that is no fault and was answered. */
  record Answered(String caseId, byte[] wire, Attempt attempt) {}

  private final Bench bench;
  private final CaseSet set;
  private final Crew crew;
  private final Recorder recorder;
  private final Ledger ledger;
  private final Budget budget;
  private final Progress progress;
  private final List<Answered> answered = new ArrayList<>();
  private final Set<String> plainFailures = new HashSet<>();
  private boolean cut;

  InputTrial(
      Bench bench, CaseSet set, Crew crew, Recorder recorder, Budget budget, Progress progress) {
    this.bench = bench;
    this.set = set;
    this.crew = crew;
    this.recorder = recorder;
    this.ledger = recorder.ledger();
    this.budget = budget;
    this.progress = progress;
  }

  /** Inputs that are no faults and were answered, with what became of them. */
  List<Answered> answered() {
    return answered;
  }

  /** Whether the budget ended it before everything was tried. */
  boolean cut() {
    return cut;
  }

  void run() throws InterruptedException {
    files(Phase.EXAMPLE, "examples");
    files(Phase.DECLARED, "cases");
    phase("base", set.of(Phase.BASE));
    faults();
    boundary();
  }

  private void files(Phase phase, String check) throws InterruptedException {
    List<Case> cases = set.of(phase);
    if (cases.isEmpty()) {
      return;
    }
    ledger.promise(Dimension.INPUT, check);
    phase(check, cases);
    ledger.detail(Dimension.INPUT, check, cases.size() + (cases.size() == 1 ? " file" : " files"));
  }

  private void faults() throws InterruptedException {
    List<Case> faults = set.of(Phase.FAULT);
    faults.forEach(each -> ledger.promise(Dimension.INPUT, faultOf(each)));
    for (String fault : set.faultsNotMade()) {
      ledger.open(
          Dimension.INPUT, fault, Reason.NOT_RUN, "no input with this fault can be made here");
    }
    phase("faults", faults);
  }

  private void boundary() throws InterruptedException {
    ledger.promise(Dimension.INPUT, "schema");
    List<Case> alone =
        set.of(Phase.BOUNDARY).stream().filter(each -> each.row().isEmpty()).toList();
    phase("boundary", alone);
    List<CaseSet.Bundle> bundles = within(set.bundles());
    List<Callable<Attempt>> jobs = new ArrayList<>();
    bundles.forEach(bundle -> jobs.add(() -> bench.attempt(bundle.wire())));
    List<Optional<Attempt>> attempts =
        crew.all(jobs, budget, done -> progress.at("rows", done, jobs.size()));
    for (int i = 0; i < attempts.size(); i++) {
      if (attempts.get(i).isEmpty()) {
        cut = true;
      } else {
        bundle(bundles.get(i), attempts.get(i).get());
      }
    }
    long refused = alone.stream().filter(each -> each.expected() == Polarity.REJECT).count();
    long accepted = set.of(Phase.BOUNDARY).size() - refused;
    ledger.detail(
        Dimension.INPUT,
        "schema",
        accepted + " accepted and " + refused + " refused as the contract says");
  }

  /** A bundle that fails is taken apart, so that the row to blame is shown alone. */
  private void bundle(CaseSet.Bundle bundle, Attempt attempt) throws InterruptedException {
    boolean fine = attempt.failures().isEmpty() && attempt.fate() == Attempt.Fate.ANSWERED;
    if (fine || bundle.members().size() == 1) {
      recorder.tried(attempt, bundle.id(), bundle.wire());
      bundle.members().forEach(_ -> ledger.tried(Dimension.INPUT, "schema"));
      polarity(bundle.members().getFirst(), attempt);
      answered(bundle.id(), bundle.wire(), attempt);
      return;
    }
    int before = ledger.broken().size();
    phase("rows alone", bundle.members());
    if (ledger.broken().size() == before) {
      recorder.tried(attempt, bundle.id(), bundle.wire());
      polarity(bundle.members().getFirst(), attempt);
    }
  }

  private void phase(String name, List<Case> cases) throws InterruptedException {
    List<Case> taken = within(cases);
    List<Callable<Attempt>> jobs = new ArrayList<>();
    taken.forEach(each -> jobs.add(() -> bench.attempt(each.wire())));
    List<Optional<Attempt>> attempts =
        crew.all(jobs, budget, done -> progress.at(name, done, jobs.size()));
    for (int i = 0; i < attempts.size(); i++) {
      if (attempts.get(i).isEmpty()) {
        cut = true;
      } else {
        record(taken.get(i), attempts.get(i).get());
      }
    }
  }

  /** As many as the contract's {@code budget.cases} still allows. */
  private <T> List<T> within(List<T> wanted) {
    int left = Math.max(0, bench.contract().tests().cases() - recorder.cases());
    cut |= wanted.size() > left;
    return wanted.subList(0, Math.min(left, wanted.size()));
  }

  private void record(Case each, Attempt attempt) {
    recorder.tried(attempt, each.id(), each.wire());
    String check =
        switch (each.phase()) {
          case EXAMPLE -> "examples";
          case DECLARED -> "cases";
          case BASE, BOUNDARY -> "schema";
          case FAULT -> faultOf(each);
        };
    ledger.tried(Dimension.INPUT, check);
    if (each.phase() == Phase.FAULT) {
      fault(each, attempt);
      return;
    }
    answered(each.id(), each.wire(), attempt);
    if (each.phase() == Phase.BASE) {
      attempt.failures().forEach(failure -> plainFailures.add(failure.name()));
    }
    polarity(each, attempt);
    each.answer().ifPresent(answer -> exact(each, answer, attempt));
  }

  private void answered(String caseId, byte[] wire, Attempt attempt) {
    if (attempt.fate() == Attempt.Fate.ANSWERED) {
      answered.add(new Answered(caseId, wire, attempt));
    }
  }

  private static String faultOf(Case each) {
    String rest = each.id().substring("fault/".length());
    int slash = rest.indexOf('/');
    return slash < 0 ? rest : rest.substring(0, slash);
  }

  private void fault(Case each, Attempt attempt) {
    String fault = faultOf(each);
    Optional<Failure> blame = Symptom.blame(attempt);
    blame.ifPresent(failure -> blame(each, fault, failure));
    switch (attempt.fate()) {
      case REFUSED -> ledger.detail(Dimension.INPUT, fault, "refused: " + first(attempt));
      case DECLINED -> ledger.detail(Dimension.INPUT, fault, "refused by the component");
      case ANSWERED -> ledger.detail(Dimension.INPUT, fault, "accepted, and the answer is right");
      case POSTPONED, UNAVAILABLE -> again(fault);
      case FAILED -> {}
    }
  }

  /** What goes wrong without the fault too is not made smaller again for each fault. */
  private void blame(Case each, String fault, Failure failure) {
    boolean alsoWithout = plainFailures.contains(failure.name());
    ledger.failed(
        new Failure(
            Dimension.INPUT,
            fault,
            "accepted, and then "
                + failure.name()
                + ": "
                + failure.message()
                + (alsoWithout ? "; so it is without this fault" : "")),
        each.id(),
        each.wire(),
        alsoWithout ? Optional.empty() : Optional.of(Symptom.wrongAnswer(bench)));
  }

  private void again(String check) {
    ledger.open(
        Dimension.INPUT, check, Reason.UNAVAILABLE, "it asked to be called again each time");
  }

  /** Whether gate and component take what they must take and refuse what they must refuse. */
  private void polarity(Case each, Attempt attempt) {
    String check =
        switch (each.phase()) {
          case EXAMPLE -> "examples";
          case DECLARED -> "cases";
          case BASE, BOUNDARY, FAULT -> "schema";
        };
    boolean wanted = each.expected() == Polarity.ACCEPT;
    String message =
        switch (attempt.fate()) {
          case REFUSED ->
              wanted ? "the input contract refuses " + each.id() + ": " + first(attempt) : "";
          case DECLINED ->
              wanted ? "the component refuses " + each.id() + ", which its contract accepts" : "";
          case ANSWERED, FAILED -> wanted ? "" : each.id() + " must be refused and was not";
          case POSTPONED, UNAVAILABLE -> {
            again(check);
            yield "";
          }
        };
    if (!message.isEmpty()) {
      Optional<Symptom> symptom =
          attempt.fate() == Attempt.Fate.DECLINED
              ? Optional.of(Symptom.declined(bench))
              : Optional.empty();
      ledger.failed(new Failure(Dimension.INPUT, check, message), each.id(), each.wire(), symptom);
    }
  }

  private static String first(Attempt attempt) {
    return attempt.admission() instanceof Admission.Refused refused
        ? refused.violations().getFirst().sentence()
        : "";
  }

  private void exact(Case each, byte[] answer, Attempt attempt) {
    ledger.tried(Dimension.OUTPUT, "cases");
    boolean same = attempt.run().filter(run -> Arrays.equals(run.stdout(), answer)).isPresent();
    if (!same) {
      ledger.failed(
          new Failure(Dimension.OUTPUT, "cases", "another answer than declared for " + each.id()),
          each.id(),
          each.wire(),
          Optional.empty());
    }
  }
}
