// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.lint;

import dev.demarc.contract.Contract;
import dev.demarc.contract.Input;
import dev.demarc.contract.schema.Schema;
import dev.demarc.contract.source.BundledSchema;
import dev.demarc.contract.source.Pointers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * IN-CSV-SHIFT: neighbouring columns between which no tried value tells the difference, so that a
 * row with fields in the wrong place is accepted. Values are tried, not proved: both columns must
 * agree on every witness that either of them, any other column or common practice suggests.
 */
final class ColumnShift {
  private static final String SCHEMA = "/spec/input/itemSchema";
  private static final Pattern INTEGER = Pattern.compile("-?(?:0|[1-9][0-9]{0,30})");
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]{0,30})(?:\\.[0-9]{1,30})?(?:[eE][-+]?[0-9]{1,2})?");

  /** Cells as they occur in real files. */
  private static final List<String> COMMON =
      List.of(
          "",
          "0",
          "1",
          "-1",
          "42",
          "1000000",
          "1.5",
          "0.01",
          "-3.25",
          "1e3",
          "true",
          "false",
          "a",
          "A",
          "abc",
          "ABC",
          "Hello, world",
          "two words",
          "x@example.org",
          "2026-01-31",
          "2026-01-31T10:00:00Z",
          "12:30",
          "https://example.org/a",
          "AB-12",
          "a_b",
          "\u00e9t\u00e9",
          "550e8400-e29b-41d4-a716-446655440000");

  /** Most columns that are compared: beyond it the schema is not written by hand. */
  private static final int MOST_COLUMNS = 500;

  private record Column(String name, Types types, Schema schema, Set<String> accepted) {}

  private final Findings findings;
  private final Input.Csv csv;
  private final BundledSchema schema;

  private ColumnShift(Findings findings, Input.Csv csv, BundledSchema schema) {
    this.findings = findings;
    this.csv = csv;
    this.schema = schema;
  }

  static void check(Findings findings, Contract contract) {
    BundledSchema schema = findings.reading().schemas().get(SCHEMA);
    if (schema != null && contract.input().csv().isPresent()) {
      new ColumnShift(findings, contract.input().csv().get(), schema).compare();
    }
  }

  private void compare() {
    JsonNode properties = schema.json().path("properties");
    List<String> names =
        csv.fields().isEmpty() ? new ArrayList<>(properties.propertyNames()) : csv.fields();
    if (names.size() > MOST_COLUMNS) {
      return;
    }
    Set<String> witnesses = new LinkedHashSet<>(COMMON);
    names.forEach(name -> witnesses.addAll(suggested(properties.path(name))));
    List<Optional<Column>> columns =
        names.stream().map(name -> column(name, properties.path(name), witnesses)).toList();
    for (int i = 0; i + 1 < columns.size(); i++) {
      if (columns.get(i).isPresent() && columns.get(i + 1).isPresent()) {
        compare(columns.get(i).get(), columns.get(i + 1).get());
      }
    }
  }

  private void compare(Column left, Column right) {
    if (!left.accepted().isEmpty() && left.accepted().equals(right.accepted())) {
      String example =
          left.accepted().stream().filter(text -> !text.isEmpty()).findFirst().orElse("");
      findings.in(
          schema,
          LintRule.IN_CSV_SHIFT,
          Pointers.child("/properties", right.name()),
          "Nothing tells %s from its neighbour %s: both take '%s', so a shifted row is accepted."
              .formatted(right.name(), left.name(), example),
          "give one of them a pattern, an enum or other bounds");
    }
  }

  /** A column whose schema can be judged by itself; one that refers elsewhere is left out. */
  private Optional<Column> column(String name, JsonNode part, Set<String> witnesses) {
    if (!part.isObject() || Types.refers(part)) {
      return Optional.empty();
    }
    Types types = Types.of(part);
    Schema compiled = Schema.compile(part);
    Set<String> accepted = new TreeSet<>();
    for (String witness : witnesses) {
      if (cell(witness, part, types).filter(compiled::accepts).isPresent()) {
        accepted.add(witness);
      }
    }
    return Optional.of(new Column(name, types, compiled, accepted));
  }

  /** The value of a cell by the declared type of its column; empty when it has none. */
  private Optional<JsonNode> cell(String text, JsonNode part, Types types) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (csv.missingValues().contains(text)) {
      return Optional.of(json.nullNode());
    }
    if (types.said() && !types.has("string")) {
      if (types.has("number") && number(types).matcher(text).matches()) {
        return Optional.of(json.numberNode(new BigDecimal(text)));
      }
      boolean flag = types.has("boolean") && (text.equals("true") || text.equals("false"));
      return flag ? Optional.of(json.booleanNode(text.equals("true"))) : Optional.empty();
    }
    boolean untyped = !types.said() && (part.has("minimum") || part.has("maximum"));
    return untyped && NUMBER.matcher(text).matches()
        ? Optional.of(json.numberNode(new BigDecimal(text)))
        : Optional.of(json.stringNode(text));
  }

  private static Pattern number(Types types) {
    return types.integers() ? INTEGER : NUMBER;
  }

  /** Cells at the edges of a column's schema. */
  private static List<String> suggested(JsonNode part) {
    List<String> cells = new ArrayList<>();
    part.path("enum").forEach(word -> cells.add(word.asString("")));
    if (part.has("const")) {
      cells.add(part.get("const").asString(""));
    }
    for (String bound : List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")) {
      if (part.path(bound).isNumber()) {
        BigDecimal value = part.path(bound).decimalValue();
        cells.add(value.toPlainString());
        cells.add(value.add(BigDecimal.ONE).toPlainString());
        cells.add(value.subtract(BigDecimal.ONE).toPlainString());
      }
    }
    PatternShape.of(part.path("pattern").asString(""))
        .ifPresent(shape -> cells.addAll(shape.samples()));
    for (String bound : List.of("minLength", "maxLength")) {
      int length = part.path(bound).isInt() ? part.path(bound).asInt() : -1;
      if (length >= 0 && length < 10_000) {
        cells.add("a".repeat(length));
        cells.add("a".repeat(length + 1));
        cells.add("a".repeat(Math.max(0, length - 1)));
      }
    }
    return cells;
  }
}
