// SPDX-License-Identifier: Apache-2.0
package dev.demarc.conformance;

import dev.demarc.contract.Contract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds for every broken check the smallest input that breaks it, within some runs and some time.
 * What was found for one check is tried first for the next: one cause often breaks several.
 */
final class SmallestFailures {
  private static final int MOST_RUNS = 300;
  private static final int CONFIRMATIONS = 2;
  private static final Duration MOST_TIME = Duration.ofSeconds(12);

  private final Bench bench;
  private final Contract contract;
  private final Ledger ledger;
  private final Budget budget;
  private final List<byte[]> found = new ArrayList<>();
  private int runsLeft = MOST_RUNS;

  SmallestFailures(Bench bench, Ledger ledger, Budget budget) {
    this.bench = bench;
    this.contract = bench.contract();
    this.ledger = ledger;
    this.budget = budget.atMost(MOST_TIME);
  }

  void find(Progress progress) throws InterruptedException {
    List<String> broken = new ArrayList<>(ledger.broken());
    broken.sort(Comparator.comparing((String name) -> !name.startsWith("output/")));
    int done = 0;
    for (String name : broken) {
      find(name);
      progress.at("smallest failing input", ++done, broken.size());
    }
  }

  private void find(String name) throws InterruptedException {
    Optional<Ledger.Failed> first =
        ledger.failures(name).stream()
            .filter(failed -> !failed.caseId().isEmpty())
            .min(Comparator.comparingInt(failed -> failed.wire().length));
    if (first.isEmpty()) {
      return;
    }
    Ledger.Failed failed = first.get();
    if (failed.symptom().isEmpty() || whateverTheInput(name)) {
      ledger.smallest(name, example(failed, failed.wire(), failed.message()));
      return;
    }
    if (budget.gone()) {
      ledger.smallest(
          name,
          example(failed, failed.wire(), failed.message() + " (not repeated: the time was up)"));
      return;
    }
    Symptom symptom = failed.symptom().get();
    byte[] start = start(failed, symptom);
    byte[] small = Shrinker.smallest(contract, start, input -> breaks(symptom, input));
    Optional<String> message = confirmed(symptom, small);
    if (message.isEmpty()) {
      small = failed.wire();
      message = confirmed(symptom, small);
    }
    if (message.isEmpty() && name.equals("lifecycle/timeout")) {
      ledger.flaky(name, failed.message() + ", and not when it was repeated");
      return;
    }
    if (message.isPresent()) {
      found.add(small);
    }
    ledger.smallest(
        name,
        example(
            failed,
            symptom.shown(small),
            message.orElse(failed.message() + " (once; not when it was repeated)")));
  }

  /** A breach of lifecycle or resources on most inputs is not about the input. */
  private boolean whateverTheInput(String name) {
    return !name.startsWith("input/")
        && !name.startsWith("output/")
        && ledger.failures(name).size() * 2 > ledger.tried(name);
  }

  /** The smallest known input that breaks this promise too. */
  private byte[] start(Ledger.Failed failed, Symptom symptom) throws InterruptedException {
    for (byte[] known : found) {
      if (known.length < failed.wire().length && breaks(symptom, known)) {
        return known;
      }
    }
    return failed.wire();
  }

  private boolean breaks(Symptom symptom, byte[] input) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("while making a failing input smaller");
    }
    if (runsLeft <= 0 || budget.gone()) {
      return false;
    }
    int before = bench.calls();
    try {
      return symptom.in(input).isPresent();
    } finally {
      runsLeft -= bench.calls() - before;
    }
  }

  /** The message when the input breaks the promise again, each time. */
  private static Optional<String> confirmed(Symptom symptom, byte[] input) {
    Optional<String> message = Optional.empty();
    for (int i = 0; i < CONFIRMATIONS; i++) {
      message = symptom.in(input);
      if (message.isEmpty()) {
        return message;
      }
    }
    return message;
  }

  private static Counterexample example(Ledger.Failed failed, byte[] bytes, String message) {
    return new Counterexample(failed.caseId(), bytes, failed.wire().length, message);
  }
}
