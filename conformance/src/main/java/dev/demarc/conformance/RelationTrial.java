// SPDX-License-Identifier: Apache-2.0
package dev.demarc.conformance;

import dev.demarc.contract.Dimension;
import dev.demarc.contract.Reason;
import dev.demarc.contract.Relation;
import dev.demarc.contract.check.Admission;
import dev.demarc.contract.check.Metamorphic;
import dev.demarc.contract.check.Violation;
import dev.demarc.isolate.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Tries the metamorphic relations: a changed input, and the answer to it beside the first one. */
final class RelationTrial {
  private static final int MOST_INPUTS = 40;

  private final Bench bench;
  private final Crew crew;
  private final Recorder recorder;
  private final Metamorphic metamorphic;

  RelationTrial(Bench bench, Crew crew, Recorder recorder) {
    this.bench = bench;
    this.crew = crew;
    this.recorder = recorder;
    this.metamorphic = Metamorphic.of(bench.contract());
  }

  /** What became of one changed input. */
  private record Second(InputTrial.Answered first, List<byte[]> raws, List<Attempt> attempts) {}

  void run(List<InputTrial.Answered> answered, Budget budget, Progress progress)
      throws InterruptedException {
    for (Relation relation : bench.contract().output().relations()) {
      if (relation instanceof Relation.Metamorphic promise) {
        recorder.ledger().promise(Dimension.OUTPUT, promise.id());
        relation(promise, answered, budget, progress);
      }
    }
  }

  private void relation(
      Relation.Metamorphic promise,
      List<InputTrial.Answered> answered,
      Budget budget,
      Progress progress)
      throws InterruptedException {
    List<Callable<Second>> jobs = new ArrayList<>();
    String why = "no input to change was answered";
    for (InputTrial.Answered first : answered) {
      switch (metamorphic.plan(promise.transform(), first.wire())) {
        case Metamorphic.Plan.Calls(List<byte[]> raws) -> {
          if (jobs.size() < MOST_INPUTS) {
            jobs.add(() -> new Second(first, raws, raws.stream().map(bench::attempt).toList()));
          }
        }
        case Metamorphic.Plan.NotApplicable(String reason) -> why = reason;
      }
    }
    if (jobs.isEmpty()) {
      recorder.ledger().open(Dimension.OUTPUT, promise.id(), Reason.NOT_APPLICABLE, why);
      return;
    }
    List<Optional<Second>> seconds =
        crew.all(jobs, budget, done -> progress.at(promise.id(), done, jobs.size()));
    seconds.forEach(second -> second.ifPresent(known -> record(promise, known)));
  }

  private void record(Relation.Metamorphic promise, Second second) {
    for (int i = 0; i < second.attempts().size(); i++) {
      recorder.repeated(
          second.attempts().get(i),
          second.first().caseId() + "/" + promise.id(),
          second.raws().get(i));
    }
    recorder.ledger().tried(Dimension.OUTPUT, promise.id());
    difference(promise, second.first().attempt(), second.attempts())
        .ifPresent(message ->
            recorder
                .ledger()
                .failed(
                    new Failure(Dimension.OUTPUT, promise.id(), message),
                    second.first().caseId() + "/" + promise.id(),
                    second.first().wire(),
                    Optional.of(new Changed(promise))));
  }

  private Optional<String> difference(
      Relation.Metamorphic promise, Attempt first, List<Attempt> others) {
    List<byte[]> outputs = new ArrayList<>();
    for (Attempt other : others) {
      if (other.fate() != Attempt.Fate.ANSWERED) {
        return Optional.of("the changed input is not answered, the first one is");
      }
      outputs.add(other.run().orElseThrow().stdout());
    }
    return metamorphic
        .broken(promise, first.run().map(Run::stdout).orElseThrow(), outputs)
        .map(Violation::sentence);
  }

  /** The relation breaks for an input; people are shown the changed input when it is one. */
  private final class Changed implements Symptom {
    private final Relation.Metamorphic promise;

    Changed(Relation.Metamorphic promise) {
      this.promise = promise;
    }

    @Override
    public Optional<String> in(byte[] raw) {
      if (!(bench.admit(raw) instanceof Admission.Accepted)
          || !(metamorphic.plan(promise.transform(), raw)
              instanceof Metamorphic.Plan.Calls(List<byte[]> raws))) {
        return Optional.empty();
      }
      Attempt first = bench.attempt(raw);
      return first.fate() == Attempt.Fate.ANSWERED
          ? difference(promise, first, raws.stream().map(bench::attempt).toList())
          : Optional.empty();
    }

    @Override
    public byte[] shown(byte[] raw) {
      return metamorphic.plan(promise.transform(), raw)
                  instanceof Metamorphic.Plan.Calls(List<byte[]> raws)
              && raws.size() == 1
          ? raws.getFirst()
          : raw;
    }
  }
}
