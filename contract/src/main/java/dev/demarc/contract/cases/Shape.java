// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import dev.demarc.contract.Contract;
import dev.demarc.contract.Input;
import dev.demarc.contract.Lines;
import dev.demarc.contract.MediaType;
import dev.demarc.contract.Relation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a contract says about the form of its items, as far as cases need it.
 *
 * @param format how items become bytes
 * @param csv the dialect, for CSV
 * @param columns the fields, in order
 * @param closed whether an unknown field is refused
 */
record Shape(
    MediaType.Format format, Optional<Input.Csv> csv, List<Column> columns, boolean closed) {
  Shape {
    columns = List.copyOf(columns);
  }

  /** Reads the shape; empty when cases cannot be made for this media type or schema. */
  static Optional<Shape> of(Contract contract) {
    Input input = contract.input();
    MediaType.Format format = input.mediaType().format();
    return switch (format) {
      case CSV, NDJSON -> input.itemSchema().flatMap(schema -> ofItems(contract, format, schema));
      case TEXT -> Optional.of(new Shape(format, Optional.empty(), List.of(line(input)), true));
      case JSON, BINARY -> Optional.empty();
    };
  }

  private static Optional<Shape> ofItems(
      Contract contract, MediaType.Format format, JsonNode schema) {
    JsonNode properties = schema.path("properties");
    if (!properties.isObject() || properties.isEmpty()) {
      return Optional.empty();
    }
    Set<String> required = new LinkedHashSet<>();
    schema.path("required").forEach(name -> required.add(name.asString()));
    Set<String> keys = keys(contract);
    Optional<Input.Csv> csv =
        format == MediaType.Format.CSV ? contract.input().csv() : Optional.empty();
    List<String> names = new ArrayList<>(csv.map(Input.Csv::fields).orElse(List.of()));
    if (names.isEmpty()) {
      names.addAll(properties.propertyNames());
    }
    List<Column> columns = new ArrayList<>();
    for (String name : names) {
      columns.add(
          new Column(
              name,
              resolve(schema, properties.path(name)),
              "/properties" + JsonPointer.empty().appendProperty(name),
              required.contains(name),
              keys.contains(name)));
    }
    JsonNode more = schema.path("additionalProperties");
    boolean closed = contract.input().rejectUnknown() || (more.isBoolean() && !more.booleanValue());
    return Optional.of(new Shape(format, csv, columns, closed));
  }

  private static Set<String> keys(Contract contract) {
    Set<String> keys = new LinkedHashSet<>();
    contract.input().csv().ifPresent(csv -> keys.addAll(csv.primaryKey()));
    for (Relation relation : contract.output().relations()) {
      switch (relation) {
        case Relation.KeyPreserved kept -> keys.add(kept.inputKey());
        case Relation.FieldPreserved kept -> keys.add(kept.inputKey());
        case Relation.Unique unique -> keys.add(unique.key());
        case Relation.NoCodePoint _, Relation.CountConserved _, Relation.Metamorphic _ -> {}
      }
    }
    return keys;
  }

  private static JsonNode resolve(JsonNode root, JsonNode schema) {
    JsonNode at = schema;
    for (int depth = 0; depth < 16 && at.path("$ref").isString(); depth++) {
      String reference = at.path("$ref").stringValue();
      if (!reference.startsWith("#")) {
        return at;
      }
      at = root.at(reference.substring(1));
    }
    return at.isMissingNode() ? JsonNodeFactory.instance.objectNode() : at;
  }

  private static Column line(Input input) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("type", "string");
    input
        .lines()
        .flatMap(Lines::pattern)
        .ifPresent(pattern -> schema.put("pattern", pattern.pattern()));
    return new Column("line", schema, "/lines", true, false);
  }

  /** The position of a column, or -1. */
  int indexOf(String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
