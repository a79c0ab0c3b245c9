// SPDX-License-Identifier: Apache-2.0
package dev.demarc.conformance;

import dev.demarc.contract.Contract;
import dev.demarc.contract.Dimension;
import dev.demarc.contract.Durations;
import dev.demarc.contract.Reason;
import dev.demarc.contract.check.Admission;
import dev.demarc.isolate.Boundary;
import dev.demarc.isolate.Exit;
import dev.demarc.isolate.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a component at the moments that its contract names: before it began, while it waits for
 * input, in the middle of it.
 */
final class StopTrial {
  /**
   * Time for a component to start and to begin with its input. Nothing says that a process waits or
   * works, so this is a guess: where starting takes longer, the signal comes while it starts.
   */
  private static final Duration BEGIN = Duration.ofMillis(150);

  private static final byte[] NOTHING = {};

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

  /** Tries the moments that the contract names; {@code raw} is what the component works on. */
  void run(byte[] raw, Budget budget) throws InterruptedException {
    ledger.promise(Dimension.LIFECYCLE, "stop");
    for (String moment : contract.tests().lifecycle()) {
      if (budget.gone()) {
        notTried("the time was up before " + moment);
        return;
      }
      moment(moment, raw);
    }
    ledger.detail(
        Dimension.LIFECYCLE,
        "stop",
        details.isEmpty() ? "the contract names no moment to stop at" : String.join(", ", details));
  }

  private void moment(String moment, byte[] raw) throws InterruptedException {
    switch (moment) {
      case "double-fork" -> {} // every run is looked at for what it leaves behind
      case "sigterm-idle" -> stop("idle", NOTHING, BEGIN);
      case "sigterm-full-stdout" ->
          notTried(moment + ": Demarc always reads what a component writes, so it never blocks");
      case "sigterm-starting", "sigterm-busy", "sigterm-blocked-stdin", "sigkill-recovery" -> {
        if (bench.admit(raw) instanceof Admission.Accepted(byte[] busy, var _, var _)) {
          busy(moment, busy, raw);
        } else {
          notTried(moment + ": there is no input that the contract accepts");
        }
      }
      default -> notTried(moment + " is not tried by this version");
    }
  }

  private void busy(String moment, byte[] busy, byte[] raw) throws InterruptedException {
    switch (moment) {
      case "sigterm-starting" -> stop("starting", busy, Duration.ZERO);
      case "sigterm-busy" -> stop("busy", busy, BEGIN);
      case "sigterm-blocked-stdin" ->
          stop("waiting for the rest", Arrays.copyOf(busy, busy.length / 2), BEGIN);
      default -> recovery(busy, raw);
    }
  }

  private void notTried(String detail) {
    ledger.open(Dimension.LIFECYCLE, "stop", Reason.NOT_RUN, detail);
  }

  /** Killed in the middle of a call; the next call must be answered as if nothing had been. */
  private void recovery(byte[] busy, byte[] raw) throws InterruptedException {
    bench.count();
    try (Boundary.LiveRun _ = bench.boundary().start(busy)) {
      pause(BEGIN);
    } // closing kills
    Attempt next = bench.attempt(raw);
    recorder.repeated(next, "after SIGKILL", raw);
    ledger.tried(Dimension.LIFECYCLE, "stop");
    details.add(
        next.fate() == Attempt.Fate.ANSWERED
            ? "answered after SIGKILL"
            : "not answered after SIGKILL");
  }

  private void stop(String moment, byte[] input, Duration after) throws InterruptedException {
    bench.count();
    Run run;
    try (Boundary.LiveRun live = bench.boundary().start(input)) {
      pause(after);
      run = live.stop();
    }
    recorder.peaks().add(run);
    if (run.exit() instanceof Exit.NotStarted(String cause)) {
      ledger.failed(new Failure(Dimension.LIFECYCLE, "exit", "cannot start: " + cause));
      return;
    }
    ledger.tried(Dimension.LIFECYCLE, "stop");
    ledger.tried(Dimension.LIFECYCLE, "orphans");
    RunFailures.breaches(contract, run)
        .forEach(breach ->
            ledger.failed(
                new Failure(
                    breach.dimension(),
                    breach.check(),
                    "stopped while " + moment + ": " + breach.message())));
    details.add(
        moment
            + (run.stopTook().isZero()
                ? " had ended by itself"
                : " empty after " + Durations.text(run.stopTook())));
  }

  private static void pause(Duration time) throws InterruptedException {
    if (!time.isZero()) {
      var _ = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
