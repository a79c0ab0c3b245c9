// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import dev.demarc.contract.Input;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Damage of rows, columns, quotes and headers of a CSV table. */
final class TableFaults {
  private static final int MANY_COLUMNS = 1_000_000;
  private static final int HUGE = 300_000;

  private final Wire wire;
  private final Shape shape;
  private final Input.Csv csv;
  private final List<Row> rows;

  TableFaults(Wire wire, Shape shape, List<Row> rows) {
    this.wire = wire;
    this.shape = shape;
    this.csv = shape.csv().orElseThrow();
    this.rows = rows;
  }

  /** The table with a fault; empty when the fault is not known or has nothing to spoil here. */
  Optional<String> text(String fault) {
    return switch (fault) {
      case "bom-quoted-header" -> Optional.of("\uFEFF" + quotedHeader());
      case "embedded-newline" -> free("first line\nsecond line");
      case "embedded-quote" -> free("a \"quoted\" word");
      case "formula" -> free("=1+1");
      case "huge-field" -> free("a".repeat(HUGE));
      case "unclosed-quote" -> Optional.of(raw(quote() + "never closed"));
      case "quote-in-field" -> Optional.of(raw("5" + quote() + " long"));
      case "text-after-quote" -> Optional.of(raw(quote() + "closed" + quote() + "more"));
      case "apostrophe-quote" -> Optional.of(raw("'a" + csv.delimiter() + "b'"));
      case "backslash-escape" -> Optional.of(raw(quote() + "a\\" + quote() + "b" + quote()));
      case "ragged-less" -> Optional.of(replaced(last().without(last().cells().size() - 1)));
      case "ragged-more" -> Optional.of(replaced(last().plus(new Cell.Text("more"))));
      case "million-columns" ->
          Optional.of(
              plain() + String.valueOf(csv.delimiter()).repeat(MANY_COLUMNS) + wire.lineEnd());
      case "column-shift" -> Optional.of(replaced(shifted()));
      case "column-swap" -> Optional.of(swapped());
      case "locale-decimal" -> typed(column -> column.mainType().equals("number"), "1,5");
      case "date-dmy" ->
          typed(column -> column.schema().path("format").asString("").equals("date"), "31.12.2026");
      case "excel-sci" -> typed(column -> column.mainType().equals("integer"), "1E+15");
      case "leading-zero-loss" -> zeroLost();
      default -> headerFault(fault);
    };
  }

  private Optional<String> headerFault(String fault) {
    List<String> header = wire.header();
    String delimiter = String.valueOf(csv.delimiter());
    return switch (fault) {
      case "header-only" -> Optional.of(wire.text(header, List.of()));
      case "header-missing" -> Optional.of(plain().substring(headerLine().length()));
      case "header-twice" -> Optional.of(headerLine() + plain());
      case "header-order" ->
          Optional.of(
              wire.text(
                  header.reversed(),
                  rows.stream().map(row -> new Row(row.cells().reversed())).toList()));
      case "header-case" ->
          Optional.of(
              wire.text(header.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList(), rows));
      case "header-space" ->
          Optional.of(wire.text(header.stream().map(name -> " " + name).toList(), rows));
      case "two-tables" ->
          Optional.of(
              plain()
                  + wire.lineEnd()
                  + "other"
                  + delimiter
                  + "table"
                  + wire.lineEnd()
                  + "1"
                  + delimiter
                  + "2"
                  + wire.lineEnd());
      case "delimiter-semicolon" -> Optional.of(delimited(";"));
      case "delimiter-tab" -> Optional.of(delimited("\t"));
      case "delimiter-pipe" -> Optional.of(delimited("|"));
      case "delimiter-space" -> Optional.of(delimited(" "));
      case "delimiter-comma-space" -> Optional.of(delimited(", "));
      case "row-delimiter-changes" ->
          Optional.of(
              withoutLast()
                  + wire.line(header, last())
                      .replace(csv.delimiter(), csv.delimiter() == ';' ? ',' : ';'));
      default -> Optional.empty();
    };
  }

  private String quote() {
    return String.valueOf(csv.quoteChar());
  }

  private Row last() {
    return rows.getLast();
  }

  private String plain() {
    return wire.text(wire.header(), rows);
  }

  private String headerLine() {
    return wire.text(wire.header(), List.of());
  }

  private String withoutLast() {
    return wire.text(wire.header(), rows.subList(0, rows.size() - 1));
  }

  private String replaced(Row lastRow) {
    return withoutLast() + wire.line(wire.header(), lastRow);
  }

  private String delimited(String other) {
    return plain().replace(String.valueOf(csv.delimiter()), other);
  }

  /** The header with every name in quotes. */
  private String quotedHeader() {
    List<String> names = wire.header().stream().map(name -> quote() + name + quote()).toList();
    return String.join(String.valueOf(csv.delimiter()), names)
        + wire.lineEnd()
        + plain().substring(headerLine().length());
  }

  private int spot(Predicate<Column> wanted) {
    for (int i = 0; i < shape.columns().size(); i++) {
      if (wanted.test(shape.columns().get(i))) {
        return i;
      }
    }
    return -1;
  }

  private int textSpot() {
    int free = spot(Column::free);
    int any = free >= 0 ? free : spot(column -> column.mainType().equals("string"));
    return Math.max(any, 0);
  }

  /** A text in the first field that may hold any text, in a row in the middle. */
  private Optional<String> free(String text) {
    return Optional.of(changed(textSpot(), new Cell.Text(text)));
  }

  private Optional<String> typed(Predicate<Column> wanted, String text) {
    int spot = spot(wanted);
    return spot < 0 ? Optional.empty() : Optional.of(changed(spot, new Cell.Text(text)));
  }

  private String changed(int column, Cell cell) {
    List<Row> changed = new ArrayList<>(rows);
    int middle = rows.size() / 2;
    changed.set(middle, rows.get(middle).with(column, cell));
    return wire.text(wire.header(), changed);
  }

  /** A field that is written as it stands, without the quotes that it would need. */
  private String raw(String field) {
    String spot = "QqSPOTqQ";
    return changed(textSpot(), new Cell.Text(spot)).replace(spot, field);
  }

  private Row shifted() {
    List<Cell> cells = new ArrayList<>(last().cells());
    Collections.rotate(cells, 1);
    cells.set(0, Cell.MISSING);
    return new Row(cells);
  }

  private String swapped() {
    int width = shape.columns().size();
    int first = width < 2 ? 0 : width / 2 - 1;
    int second = width < 2 ? 0 : width / 2;
    List<Row> swapped = new ArrayList<>();
    for (Row row : rows) {
      swapped.add(row.with(first, row.cells().get(second)).with(second, row.cells().get(first)));
    }
    return wire.text(wire.header(), swapped);
  }

  private Optional<String> zeroLost() {
    for (int i = 0; i < shape.columns().size(); i++) {
      if (shape.columns().get(i).mainType().equals("string")
          && last().cells().get(i) instanceof Cell.Text(String text)
          && text.contains("0")) {
        return Optional.of(replaced(last().with(i, new Cell.Text(text.replaceFirst("0+", "")))));
      }
    }
    return Optional.empty();
  }
}
