// SPDX-License-Identifier: Apache-2.0
package dev.demarc.conformance;

import dev.demarc.contract.Contract;
import dev.demarc.contract.Dimension;
import dev.demarc.contract.Input;
import dev.demarc.contract.MediaType.Format;
import dev.demarc.contract.Output;
import dev.demarc.contract.Reason;
import dev.demarc.contract.Relation;
import dev.demarc.contract.check.ItemCount;
import dev.demarc.isolate.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes what became of inputs into the ledger, the peaks and the figures. Used by one thread. */
final class Recorder {
  private final Bench bench;
  private final Ledger ledger;
  private final Peaks peaks = new Peaks();
  private final List<String> outputChecks;
  private ItemCount items = ItemCount.NONE;
  private int cases;

  Recorder(Bench bench, Ledger ledger) {
    this.bench = bench;
    this.ledger = ledger;
    this.outputChecks = outputChecks(bench.contract());
    outputChecks.forEach(check -> ledger.promise(Dimension.OUTPUT, check));
    if (bench.contract().output().mediaType().format() == Format.BINARY) {
      unread(bench.contract().output());
    }
    for (String check : List.of("exit", "timeout", "orphans")) {
      ledger.promise(Dimension.LIFECYCLE, check);
    }
  }

  /** Nobody looks into an output of a type that Demarc does not read: nothing in it is kept. */
  private void unread(Output output) {
    List<String> checks = new ArrayList<>();
    if (output.itemSchema().isPresent() || output.schema().isPresent()) {
      checks.add("schema");
    }
    output.relations().stream()
        .filter(relation -> !(relation instanceof Relation.Metamorphic))
        .forEach(relation -> checks.add(relation.id()));
    for (String check : checks) {
      ledger.open(
          Dimension.OUTPUT,
          check,
          Reason.NOT_RUN,
          "this version does not read " + output.mediaType().essence());
    }
  }

  /** The checks that every answer goes through. */
  private static List<String> outputChecks(Contract contract) {
    Output output = contract.output();
    List<String> checks = new ArrayList<>();
    if (output.mediaType().format() == Format.BINARY) {
      checks.add("size");
      output.stderr().ifPresent(_ -> checks.add("stderr"));
      return checks;
    }
    if (output.itemSchema().isPresent() || output.schema().isPresent()) {
      checks.add("schema");
    }
    checks.add("charset");
    if (output.bom() != Input.Bom.KEEP) {
      checks.add("bom");
    }
    if (output.lines().terminator() != Input.Terminator.ANY
        || output.lines().finalNewlineRequired()) {
      checks.add("newlines");
    }
    checks.add("size");
    output.stderr().ifPresent(_ -> checks.add("stderr"));
    for (Relation relation : output.relations()) {
      if (!(relation instanceof Relation.Metamorphic)) {
        checks.add(relation.id());
      }
    }
    return checks;
  }

  Ledger ledger() {
    return ledger;
  }

  Peaks peaks() {
    return peaks;
  }

  ItemFigures figures() {
    return new ItemFigures(
        items.given(), items.right(), items.wrong(), items.rejected(), items.lost());
  }

  int cases() {
    return cases;
  }

  /** A case was tried: its items count. */
  void tried(Attempt attempt, String caseId, byte[] wire) {
    cases++;
    items = items.plus(attempt.items());
    repeated(attempt, caseId, wire);
  }

  /** An input was tried again, or in another form: its items do not count. */
  void repeated(Attempt attempt, String caseId, byte[] wire) {
    counted(attempt);
    for (Failure failure : attempt.failures()) {
      ledger.failed(failure, caseId, wire, Optional.of(Symptom.of(bench, failure.name())));
    }
  }

  /** Every check that one call is a try of; what failed is for the caller to say. */
  void counted(Attempt attempt) {
    attempt.run().ifPresent(this::ran);
    if (attempt.fate() == Attempt.Fate.ANSWERED) {
      outputChecks.forEach(check -> ledger.tried(Dimension.OUTPUT, check));
    }
    if (attempt.fate() == Attempt.Fate.UNAVAILABLE) {
      ledger.open(
          Dimension.LIFECYCLE,
          "exit",
          Reason.UNAVAILABLE,
          "a call ended with "
              + attempt.run().map(run -> run.outcome().meaning()).orElse("no outcome"));
    }
  }

  /** A run that had no answer to judge. */
  void ran(Run run) {
    peaks.add(run);
    for (String check : List.of("exit", "timeout", "orphans")) {
      ledger.tried(Dimension.LIFECYCLE, check);
    }
  }
}
