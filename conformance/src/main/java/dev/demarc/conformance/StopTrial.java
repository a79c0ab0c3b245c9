// SPDX-License-Identifier: Apache-2.0
package dev.demarc.conformance;

import dev.demarc.contract.Contract;
import dev.demarc.contract.Dimension;
import dev.demarc.contract.Durations;
import dev.demarc.contract.Reason;
import dev.demarc.isolate.Boundary;
import dev.demarc.isolate.Exit;
import dev.demarc.isolate.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sends the stop signal: to a component that waits for input, and to one in the middle of it. */
final class StopTrial {
  /** Time for a component to start and to begin with its input. */
  private static final Duration BEGIN = Duration.ofMillis(150);

  private final Bench bench;
  private final Contract contract;
  private final Recorder recorder;
  private final Ledger ledger;
  private final List<String> details = new ArrayList<>();

  StopTrial(Bench bench, Recorder recorder) {
    this.bench = bench;
    this.contract = bench.contract();
    this.recorder = recorder;
    this.ledger = recorder.ledger();
  }

  /** Tries the moments that the contract names; {@code busy} is what the component works on. */
  void run(byte[] busy, Budget budget) throws InterruptedException {
    ledger.promise(Dimension.LIFECYCLE, "stop");
    for (String moment : contract.tests().lifecycle()) {
      if (budget.gone()) {
        ledger.open(Dimension.LIFECYCLE, "stop", Reason.NOT_RUN, "the time was up");
        return;
      }
      switch (moment) {
        case "sigterm-idle" -> stop("idle", new byte[0]);
        case "sigterm-busy" -> stop("busy", busy);
        case "double-fork" -> {} // every run is looked at for what it leaves behind
        default ->
            ledger.open(
                Dimension.LIFECYCLE,
                "stop",
                Reason.NOT_RUN,
                moment + " is not tried by this version");
      }
    }
    ledger.detail(Dimension.LIFECYCLE, "stop", String.join(", ", details));
  }

  private void stop(String moment, byte[] input) throws InterruptedException {
    bench.count();
    Run run;
    try (Boundary.LiveRun live = bench.boundary().start(input)) {
      // Nothing says that a process waits or works: give it a moment to get there.
      var _ = new CountDownLatch(1).await(BEGIN.toMillis(), TimeUnit.MILLISECONDS);
      run = live.stop();
    }
    recorder.peaks().add(run);
    ledger.tried(Dimension.LIFECYCLE, "stop");
    if (run.exit() instanceof Exit.NotStarted(String cause)) {
      ledger.failed(new Failure(Dimension.LIFECYCLE, "exit", "cannot start: " + cause));
      return;
    }
    Optional<Run.RunBreach> late =
        run.breaches().stream()
            .filter(breach -> breach.check().equals("lifecycle/stop"))
            .findFirst();
    late.ifPresent(breach ->
        ledger.failed(new Failure(Dimension.LIFECYCLE, "stop", moment + ": " + breach.message())));
    run.breaches().stream()
        .filter(breach -> breach.check().equals("lifecycle/orphans"))
        .forEach(breach ->
            ledger.failed(
                new Failure(Dimension.LIFECYCLE, "orphans", moment + ": " + breach.message())));
    if (!run.leftBehind().isEmpty()) {
      ledger.failed(
          new Failure(
              Dimension.LIFECYCLE,
              "orphans",
              "left behind after stop: " + String.join(", ", run.leftBehind())));
    }
    details.add(
        moment
            + (run.stopTook().isZero()
                ? " had ended by itself"
                : " empty after " + Durations.text(run.stopTook())));
  }
}
