// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import dev.demarc.contract.Contract;
import dev.demarc.contract.Input;
import dev.demarc.contract.MediaType;
import dev.demarc.contract.cases.Case.Phase;
import dev.demarc.contract.cases.Case.Polarity;
import dev.demarc.contract.check.Admission;
import dev.demarc.contract.check.Gate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Makes the cases of a contract. The same contract, seed and files give the same cases, always.
 * Rows are made for CSV, NDJSON and plain lines; for other media types the files beside the
 * contract are all there is.
 */
public final class Cases {
  private static final int LOAD_BYTES = 48 * 1024;
  private static final int LOAD_ROWS = 2000;
  private static final int FAULT_ROWS = 4;
  private static final int EXAMPLE_ROWS = 50;
  private static final List<Integer> BASE_SIZES = List.of(1, 10, 100);

  private final Contract contract;
  private final Path folder;
  private final Oracle.Source oracles;
  private final Oracle oracle;
  private final List<Case> cases = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> faultsNotMade = new ArrayList<>();
  private int dropped;

  private Cases(Contract contract, Path folder, Oracle.Source oracles) {
    this.contract = contract;
    this.folder = folder;
    this.oracles = oracles;
    this.oracle = oracles.of(contract);
  }

  /** All cases for the inputs of a contract whose relative paths start from {@code folder}. */
  public static CaseSet of(Contract contract, Path folder) {
    return of(contract, folder, each -> Gate.of(each)::admit);
  }

  /** The same with another oracle than the gate. */
  static CaseSet of(Contract contract, Path folder, Oracle.Source oracles) {
    return new Cases(contract, folder, oracles).make();
  }

  private CaseSet make() {
    Examples files = new Examples(contract, folder);
    cases.addAll(files.examples());
    cases.addAll(files.declared());
    problems.addAll(files.problems());
    Optional<Shape> known = Shape.of(contract);
    if (known.isEmpty()) {
      faultsNotMade.addAll(contract.tests().faults());
      problems.add("no cases are made from a schema for " + contract.input().mediaType().essence());
      return new CaseSet(
          cases,
          List.of(),
          new byte[0],
          0,
          problems,
          faultsNotMade,
          new Coverage(0, List.of(), 0, List.of()));
    }
    return make(known.get());
  }

  private CaseSet make(Shape shape) {
    Wire wire = new Wire(shape, contract.input().bom());
    Values values = new Values();
    for (Column column : shape.columns()) {
      if (values.unmade(column)) {
        problems.add(
            "no text is made for %s: its pattern is not regular, too large, or has no short text"
                .formatted(column.pointer()));
      }
    }
    base(shape, wire, values);
    BoundaryCases boundary =
        new BoundaryCases(shape, wire, rows(shape, values, "boundary"), values, oracle);
    boundary.make();
    cases.addAll(boundary.cases());
    dropped += boundary.dropped();
    faults(shape, wire, values);
    List<CaseSet.Bundle> bundles = new Bundles(shape, wire, oracle).of(boundary.cases());
    return new CaseSet(
        cases,
        bundles,
        load(wire, rows(shape, values, "load")),
        dropped,
        problems,
        faultsNotMade,
        coverage(shape, boundary));
  }

  private BaseRows rows(Shape shape, Values values, String phase) {
    return new BaseRows(shape, values, Draw.of(contract, phase, 0));
  }

  private void base(Shape shape, Wire wire, Values values) {
    BaseRows rows = rows(shape, values, "base");
    for (int size : BASE_SIZES) {
      if (size <= contract.input().limits().items().orElse(Long.MAX_VALUE)) {
        byte[] bytes = wire.bytes(rows.next(size));
        if (oracle.accepts(bytes)) {
          cases.add(new Case("base/rows-" + size, Phase.BASE, Polarity.ACCEPT, bytes));
        } else {
          dropped++;
        }
      }
    }
  }

  private void faults(Shape shape, Wire wire, Values values) {
    BaseRows rows = rows(shape, values, "faults");
    List<Row> table = new ArrayList<>();
    for (Row row : rows.next(FAULT_ROWS)) {
      table.add(filled(shape, row));
    }
    Faults drawn = new Faults(wire, shape, table);
    Optional<Faults> real = example(shape).map(found -> new Faults(wire, shape, found));
    for (String fault : contract.tests().faults()) {
      Optional<byte[]> bytes = drawn.bytes(fault);
      if (bytes.isEmpty()) {
        faultsNotMade.add(fault);
        continue;
      }
      cases.add(
          new Case(
              "fault/" + fault, Phase.FAULT, Polarity.EITHER, marked(wire, fault, bytes.get())));
      real.flatMap(faults -> faults.bytes(fault))
          .ifPresent(damaged ->
              cases.add(
                  new Case(
                      "fault/" + fault + "/example",
                      Phase.FAULT,
                      Polarity.EITHER,
                      marked(wire, fault, damaged))));
    }
  }

  /** A fault that is not about the mark or the encoding leaves a required mark where it is. */
  private static byte[] marked(Wire wire, String fault, byte[] bytes) {
    boolean own =
        fault.contains("bom")
            || fault.startsWith("utf")
            || fault.equals("empty-file")
            || fault.equals("one-row");
    return own ? bytes : wire.withMark(bytes);
  }

  /** Nulls replaced where a text may stand, so that every column has something to damage. */
  private static Row filled(Shape shape, Row row) {
    Row filled = row;
    for (int i = 0; i < shape.columns().size(); i++) {
      if (filled.cells().get(i) instanceof Cell.Missing && shape.columns().get(i).free()) {
        filled = filled.with(i, new Cell.Text("note"));
      }
    }
    return filled;
  }

  /** The rows of the smallest accepted example that has at least two. */
  private Optional<List<Row>> example(Shape shape) {
    return cases.stream()
        .filter(each -> each.phase() == Phase.EXAMPLE)
        .sorted(Comparator.comparingInt(each -> each.wire().length))
        .map(each -> oracle.admit(each.wire()))
        .filter(Admission.Accepted.class::isInstance)
        .map(accepted -> ((Admission.Accepted) accepted).items())
        .filter(items -> items.size() >= 2)
        .findFirst()
        .map(items -> items.stream().limit(EXAMPLE_ROWS).map(item -> row(shape, item)).toList());
  }

  private static Row row(Shape shape, JsonNode item) {
    List<Cell> cells = new ArrayList<>();
    for (Column column : shape.columns()) {
      JsonNode value = shape.format() == MediaType.Format.TEXT ? item : item.path(column.name());
      cells.add(value.isMissingNode() ? Cell.MISSING : Column.cell(value));
    }
    return new Row(cells);
  }

  private byte[] load(Wire wire, BaseRows rows) {
    long most = Math.min(LOAD_ROWS, contract.input().limits().items().orElse(LOAD_ROWS));
    long bytes = Math.min(LOAD_BYTES, contract.input().limits().bytes().count());
    List<Row> taken = new ArrayList<>();
    long size = wire.bytes(List.of()).length;
    while (taken.size() < most) {
      Row row = rows.next();
      size += wire.line(wire.header(), row).length();
      if (size > bytes) {
        break;
      }
      taken.add(row);
    }
    byte[] load = wire.bytes(taken);
    return oracle.accepts(load) ? load : new byte[0];
  }

  private Coverage coverage(Shape shape, BoundaryCases boundary) {
    List<Mutant> mutants =
        contract.input().itemSchema().map(schema -> Mutants.of(schema, shape)).orElse(List.of());
    List<Case> judging =
        cases.stream()
            .filter(each -> each.phase() == Phase.BASE || each.phase() == Phase.BOUNDARY)
            .toList();
    return new Coverage(
        boundary.obligations().size(),
        boundary.uncovered(),
        mutants.size(),
        MutationScore.survivors(contract, mutants, judging, oracles));
  }

  /** The plainest valid value of every field by name, for making failing inputs smaller. */
  public static List<String> plainest(Contract contract) {
    Values values = new Values();
    Optional<Input.Csv> csv = contract.input().csv();
    return Shape.of(contract).map(Shape::columns).orElse(List.of()).stream()
        .map(values::plainest)
        .map(cell ->
            switch (cell) {
              case Cell.Text(String text) -> text;
              case Cell.Literal(String text) -> text;
              case Cell.Missing _ ->
                  csv.flatMap(dialect -> dialect.missingValues().stream().findFirst()).orElse("");
            })
        .toList();
  }
}
