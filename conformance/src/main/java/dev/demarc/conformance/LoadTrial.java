// SPDX-License-Identifier: Apache-2.0
package dev.demarc.conformance;

import dev.demarc.contract.Bytes;
import dev.demarc.contract.Contract;
import dev.demarc.contract.Dimension;
import dev.demarc.contract.Durations;
import dev.demarc.contract.Outcome;
import dev.demarc.contract.Reason;
import dev.demarc.contract.check.Admission;
import dev.demarc.isolate.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** The largest accepted input, at the declared concurrency: figures of time, and of being right. */
final class LoadTrial {
  /** Fewer say nothing about a 99th percentile. */
  private static final int ENOUGH = 100;

  private static final int ROUNDS_WITHOUT_LATENCY = 2;

  private final Bench bench;
  private final Contract contract;
  private final Crew crew;
  private final Recorder recorder;
  private final Ledger ledger;
  private final byte[] input;

  LoadTrial(Bench bench, Crew crew, Recorder recorder, byte[] input) {
    this.bench = bench;
    this.contract = bench.contract();
    this.crew = crew;
    this.recorder = recorder;
    this.ledger = recorder.ledger();
    this.input = input;
  }

  void run(Budget budget, Progress progress) throws InterruptedException {
    Map<String, Duration> promised = contract.resources().observed().latency();
    ledger.promise(Dimension.LIFECYCLE, "concurrency");
    if (!promised.isEmpty()) {
      ledger.promise(Dimension.RESOURCES, "latency");
    }
    if (!(bench.admit(input) instanceof Admission.Accepted accepted) || budget.gone()) {
      return;
    }
    Attempt alone = bench.call(accepted);
    recorder.repeated(alone, "load", input);
    int wanted = promised.isEmpty() ? crew.size() * ROUNDS_WITHOUT_LATENCY : ENOUGH;
    List<Run> runs = round(accepted, wanted, budget, progress);
    concurrency(alone, accepted, runs);
    if (!promised.isEmpty()) {
      latency(promised, accepted, runs, budget, progress);
    }
  }

  private List<Run> round(Admission.Accepted accepted, int calls, Budget budget, Progress progress)
      throws InterruptedException {
    List<Callable<Run>> jobs = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      jobs.add(() -> bench.run(accepted));
    }
    return crew.all(jobs, budget, done -> progress.at("load", done, calls)).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** Nothing may break at many calls at once that does not break alone. */
  private void concurrency(Attempt alone, Admission.Accepted accepted, List<Run> runs) {
    Set<String> known = new HashSet<>();
    alone.failures().forEach(failure -> known.add(failure.name()));
    for (Run run : runs) {
      Attempt attempt =
          sameAnswer(alone, run)
              ? alone.answeredAgain(run, RunFailures.of(contract, run))
              : bench.judged(accepted, run);
      recorder.counted(attempt);
      ledger.tried(Dimension.LIFECYCLE, "concurrency");
      for (Failure failure : attempt.failures()) {
        boolean alsoAlone = known.contains(failure.name());
        ledger.failed(
            failure,
            "load",
            input,
            alsoAlone ? Optional.of(Symptom.of(bench, failure.name())) : Optional.empty());
        if (!alsoAlone && failure.dimension() != Dimension.RESOURCES) {
          ledger.failed(
              new Failure(
                  Dimension.LIFECYCLE,
                  "concurrency",
                  crew.size() + " calls at once: " + failure.name() + ": " + failure.message()));
        }
      }
    }
    ledger.detail(
        Dimension.LIFECYCLE, "concurrency", runs.size() + " calls, " + crew.size() + " at once");
  }

  private static boolean sameAnswer(Attempt alone, Run run) {
    return run.outcome() == Outcome.OK
        && alone
            .run()
            .filter(first -> first.outcome() == Outcome.OK)
            .filter(first -> Arrays.equals(first.stdout(), run.stdout()))
            .filter(first -> Arrays.equals(first.stderr(), run.stderr()))
            .isPresent();
  }

  /** Slow once on a busy machine is no proof: only what is slow in two rounds is broken. */
  private void latency(
      Map<String, Duration> promised,
      Admission.Accepted accepted,
      List<Run> runs,
      Budget budget,
      Progress progress)
      throws InterruptedException {
    if (runs.size() < ENOUGH) {
      ledger.open(
          Dimension.RESOURCES,
          "latency",
          Reason.NOT_RUN,
          "only " + runs.size() + " of " + ENOUGH + " calls before the time was up");
      return;
    }
    ledger.tried(Dimension.RESOURCES, "latency");
    Optional<String> slow = over(promised, runs);
    if (slow.isEmpty()) {
      ledger.detail(Dimension.RESOURCES, "latency", figures(promised, runs));
      return;
    }
    List<Run> again = round(accepted, ENOUGH, budget, progress);
    again.forEach(recorder::ran);
    Optional<String> slowAgain = again.size() < ENOUGH ? Optional.empty() : over(promised, again);
    if (slowAgain.isPresent()) {
      ledger.failed(
          new Failure(Dimension.RESOURCES, "latency", slowAgain.get() + ", in two rounds"));
    } else {
      ledger.open(
          Dimension.RESOURCES, "latency", Reason.FLAKY, slow.get() + ", and not in a second round");
    }
  }

  private static Optional<String> over(Map<String, Duration> promised, List<Run> runs) {
    return promised.entrySet().stream()
        .filter(promise -> quantile(promise.getKey(), runs).compareTo(promise.getValue()) > 0)
        .map(promise ->
            promise.getKey()
                + " "
                + Durations.text(quantile(promise.getKey(), runs))
                + " is over "
                + Durations.text(promise.getValue()))
        .findFirst();
  }

  private String figures(Map<String, Duration> promised, List<Run> runs) {
    List<String> figures = new ArrayList<>();
    promised.keySet().stream()
        .sorted()
        .forEach(name -> figures.add(name + " " + Durations.text(quantile(name, runs))));
    return String.join(", ", figures)
        + " over "
        + runs.size()
        + " calls of "
        + Bytes.of(input.length)
        + ", "
        + crew.size()
        + " at once";
  }

  /** Nearest rank; {@code p99} or {@code max}. */
  private static Duration quantile(String name, List<Run> runs) {
    List<Duration> sorted = runs.stream().map(run -> run.usage().wall()).sorted().toList();
    if (name.equals("max")) {
      return sorted.getLast();
    }
    double share = Double.parseDouble("0." + name.substring(1));
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.get(Math.clamp(rank, 1, sorted.size()) - 1);
  }
}
