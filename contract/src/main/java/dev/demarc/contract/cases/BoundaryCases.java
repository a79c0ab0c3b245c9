// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import dev.demarc.contract.MediaType;
import dev.demarc.contract.cases.Case.Phase;
import dev.demarc.contract.cases.Case.Polarity;
import dev.demarc.contract.check.Admission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The boundary phase: for every constraint of the schema, inputs of one row that differ from a
 * valid one in exactly one place. Only those stay on which the gate agrees.
 */
final class BoundaryCases {
  private final Shape shape;
  private final Wire wire;
  private final BaseRows rows;
  private final Values values;
  private final Oracle oracle;
  private final List<Case> cases = new ArrayList<>();
  private final SortedSet<Obligation> all = new TreeSet<>();
  private final SortedSet<Obligation> covered = new TreeSet<>();
  private final Map<String, Integer> names = new HashMap<>();
  private int dropped;

  BoundaryCases(Shape shape, Wire wire, BaseRows rows, Values values, Oracle oracle) {
    this.shape = shape;
    this.wire = wire;
    this.rows = rows;
    this.values = values;
    this.oracle = oracle;
  }

  /** Makes and judges all of them. */
  void make() {
    for (int i = 0; i < shape.columns().size(); i++) {
      column(i);
    }
    if (shape.format() != MediaType.Format.TEXT) {
      presence();
      unknown();
      repeatedKey();
    }
  }

  List<Case> cases() {
    return cases;
  }

  int dropped() {
    return dropped;
  }

  /** All obligations, and of them those that no case covers. */
  SortedSet<Obligation> obligations() {
    return all;
  }

  List<Obligation> uncovered() {
    return all.stream().filter(duty -> !covered.contains(duty)).toList();
  }

  private void column(int index) {
    Column column = shape.columns().get(index);
    for (String keyword : Obligations.keywords(column)) {
      all.add(new Obligation(column.pointer(), keyword, Obligation.Way.HELD));
      if (Obligations.canBeViolated(column, keyword, shape.format())) {
        all.add(new Obligation(column.pointer(), keyword, Obligation.Way.VIOLATED));
      }
    }
    for (Probe probe : Probes.of(column, shape.format(), values)) {
      Obligation duty =
          new Obligation(
              column.pointer(),
              probe.keyword(),
              probe.held() ? Obligation.Way.HELD : Obligation.Way.VIOLATED);
      Row row = rows.next().with(index, probe.cell());
      String id = "boundary/" + column.name() + "/" + probe.keyword() + "/" + probe.label();
      judge(id, duty, probe.held(), wire.bytes(List.of(row)), Optional.of(row), false);
    }
  }

  /** Every field left out on its own; a header that names all but it. */
  private void presence() {
    for (int i = 0; i < shape.columns().size(); i++) {
      Column column = shape.columns().get(i);
      List<String> header = new ArrayList<>(wire.header());
      header.remove(i);
      boolean optional = !column.required() && shape.format() == MediaType.Format.NDJSON;
      Obligation duty =
          new Obligation(
              "/required/" + column.name(),
              "required",
              optional ? Obligation.Way.HELD : Obligation.Way.VIOLATED);
      if (column.required()) {
        all.add(duty);
      }
      byte[] bytes = wire.bytes(header, List.of(rows.next().without(i)));
      judge("boundary/required/" + column.name(), duty, optional, bytes, Optional.empty(), true);
    }
    Obligation full = new Obligation("", "required", Obligation.Way.HELD);
    if (shape.columns().stream().anyMatch(Column::required)) {
      all.add(full);
    }
    Row row = rows.next();
    judge("boundary/required/all", full, true, wire.bytes(List.of(row)), Optional.empty(), true);
    if (covered.contains(full)) {
      typesOf(row);
    }
  }

  /** An accepted row holds the type of every field that it has. */
  private void typesOf(Row row) {
    for (int i = 0; i < shape.columns().size(); i++) {
      Column column = shape.columns().get(i);
      if (!(row.cells().get(i) instanceof Cell.Missing)) {
        covered.add(new Obligation(column.pointer(), "type", Obligation.Way.HELD));
      }
    }
  }

  /** A field too many, and names that are nearly those of a field. */
  private void unknown() {
    if (!shape.closed()) {
      return;
    }
    Obligation duty = new Obligation("", "additionalProperties", Obligation.Way.VIOLATED);
    all.add(duty);
    List<String> header = new ArrayList<>(wire.header());
    header.add("one_more");
    byte[] more = wire.bytes(header, List.of(rows.next().plus(new Cell.Text("x"))));
    judge("boundary/additional/one-more", duty, false, more, Optional.empty(), true);
    for (int i = 0; i < shape.columns().size(); i++) {
      for (String near : nearNames(shape.columns().get(i).name())) {
        List<String> renamed = new ArrayList<>(wire.header());
        renamed.set(i, near);
        byte[] bytes = wire.bytes(renamed, rows.next(1));
        String id = "boundary/additional/near-" + shape.columns().get(i).name();
        judge(id, duty, false, bytes, Optional.empty(), true);
      }
    }
  }

  private static List<String> nearNames(String name) {
    List<String> near = new ArrayList<>(List.of(name + " ", " " + name, name + "_", "x" + name));
    near.add(name.toUpperCase(Locale.ROOT));
    near.add("\u200B" + name);
    if (name.indexOf('e') >= 0) {
      near.add(name.replaceFirst("e", "\u0435"));
    }
    near.remove(name);
    return near;
  }

  private void repeatedKey() {
    if (shape.csv().filter(csv -> !csv.primaryKey().isEmpty()).isEmpty()) {
      return;
    }
    Obligation duty = new Obligation("", "primaryKey", Obligation.Way.VIOLATED);
    all.add(duty);
    Row row = rows.next();
    byte[] bytes = wire.bytes(List.of(row, row));
    judge("boundary/primaryKey/twice", duty, false, bytes, Optional.empty(), true);
  }

  /**
   * Keeps a case on which the gate agrees. A refusal covers its duty only when the gate names the
   * keyword, or when nothing else than the structure was changed.
   */
  private void judge(
      String id,
      Obligation duty,
      boolean held,
      byte[] bytes,
      Optional<Row> row,
      boolean structure) {
    Admission admission = oracle.admit(bytes);
    if (admission instanceof Admission.Accepted != held) {
      dropped++;
      return;
    }
    boolean covers =
        switch (admission) {
          case Admission.Accepted _ -> true;
          case Admission.Refused refused ->
              structure
                  || refused.violations().stream()
                      .anyMatch(violation -> violation.keyword().equals(duty.keyword()));
        };
    if (covers) {
      covered.add(duty);
    }
    int number = names.merge(id, 1, Integer::sum);
    cases.add(
        new Case(
            number == 1 ? id : id + "-" + number,
            Phase.BOUNDARY,
            covers ? List.of(duty) : List.of(),
            held ? Polarity.ACCEPT : Polarity.REJECT,
            bytes,
            Optional.empty(),
            held ? row : Optional.empty()));
  }
}
