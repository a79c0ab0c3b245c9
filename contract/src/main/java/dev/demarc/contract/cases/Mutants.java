// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import dev.demarc.contract.MediaType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every mutant of an item schema: a bound dropped or moved by one, a pattern unanchored or repeated
 * once more, a member taken from an enum, a property no longer required. What makes no difference
 * for the format (an open object behind an exact CSV header) is no mutant.
 */
final class Mutants {
  private static final List<String> BOUNDS =
      List.of(
          "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength");
  private static final List<String> DROPPED =
      List.of("pattern", "format", "multipleOf", "enum", "const", "type");
  private static final Pattern REPEAT = Pattern.compile("\\{([0-9]{1,6})\\}");

  private final JsonNode schema;
  private final Shape shape;
  private final List<Mutant> mutants = new ArrayList<>();

  private Mutants(JsonNode schema, Shape shape) {
    this.schema = schema;
    this.shape = shape;
  }

  static List<Mutant> of(JsonNode schema, Shape shape) {
    Mutants all = new Mutants(schema, shape);
    for (Column column : shape.columns()) {
      if (schema.at(column.pointer()).isObject()) {
        all.property(column);
      }
    }
    all.requirements();
    return all.mutants;
  }

  private void add(String what, String pointer, Consumer<ObjectNode> change) {
    JsonNode copy = schema.deepCopy();
    if (copy.at(pointer) instanceof ObjectNode place) {
      change.accept(place);
      mutants.add(new Mutant(pointer + "#" + what, pointer, copy));
    }
  }

  private void property(Column column) {
    JsonNode own = schema.at(column.pointer());
    for (String keyword : BOUNDS) {
      if (own.path(keyword).isNumber() && matters(column, keyword, own)) {
        BigDecimal bound = own.path(keyword).decimalValue();
        add(keyword + " dropped", column.pointer(), place -> place.remove(keyword));
        add(
            keyword + "+1",
            column.pointer(),
            place -> place.put(keyword, bound.add(BigDecimal.ONE)));
        if (!keyword.endsWith("Length") || bound.signum() > 0) {
          add(
              keyword + "-1",
              column.pointer(),
              place -> place.put(keyword, bound.subtract(BigDecimal.ONE)));
        }
      }
    }
    for (String keyword : DROPPED) {
      if (own.has(keyword) && !(keyword.equals("type") && typeIsMoot(column, own))) {
        add(keyword + " dropped", column.pointer(), place -> place.remove(keyword));
      }
    }
    members(column, own);
    if (own.path("pattern").isString()) {
      pattern(column.pointer(), own.path("pattern").stringValue());
    }
  }

  /** A lower bound of length that says nothing in CSV, where an empty field is null. */
  private boolean matters(Column column, String keyword, JsonNode own) {
    return !(keyword.equals("minLength")
        && shape.format() == MediaType.Format.CSV
        && own.path(keyword).intValue() <= 1
        && column.nullable());
  }

  /** Whether the type says nothing: beside an enum, or of a text in CSV that may be left out. */
  private boolean typeIsMoot(Column column, JsonNode own) {
    return own.has("enum")
        || (column.mainType().equals("string")
            && shape.format() == MediaType.Format.CSV
            && (column.nullable() || !column.required()));
  }

  /** In CSV an empty field that is not required is as good as none. */
  private boolean absenceIsNull(Column column) {
    return shape.format() == MediaType.Format.CSV && !column.required();
  }

  private void members(Column column, JsonNode own) {
    for (int i = 0; i < own.path("enum").size(); i++) {
      int member = i;
      add(
          "enum without " + i,
          column.pointer(),
          place -> ((ArrayNode) place.get("enum")).remove(member));
    }
    if (own.path("type").isArray()) {
      for (int i = 0; i < own.path("type").size(); i++) {
        int type = i;
        if (own.path("type").get(i).asString("").equals("null") && absenceIsNull(column)) {
          continue;
        }
        add(
            "type without " + own.path("type").get(i).asString(),
            column.pointer(),
            place -> ((ArrayNode) place.get("type")).remove(type));
      }
    } else if (own.path("type").asString("").equals("number")) {
      add("type integer", column.pointer(), place -> place.put("type", "integer"));
    } else if (own.path("type").asString("").equals("integer")
        && shape.format() == MediaType.Format.CSV) {
      add("type number", column.pointer(), place -> place.put("type", "number"));
    }
  }

  private void pattern(String pointer, String pattern) {
    if (pattern.startsWith("^")) {
      add("pattern without ^", pointer, place -> place.put("pattern", pattern.substring(1)));
    }
    if (pattern.endsWith("$") && !pattern.endsWith("\\$")) {
      add(
          "pattern without $",
          pointer,
          place -> place.put("pattern", pattern.substring(0, pattern.length() - 1)));
    }
    Matcher repeat = REPEAT.matcher(pattern);
    while (repeat.find()) {
      int count = Integer.parseInt(repeat.group(1));
      for (int other : List.of(count + 1, Math.max(0, count - 1))) {
        String changed =
            pattern.substring(0, repeat.start(1)) + other + pattern.substring(repeat.end(1));
        add(
            "pattern {" + count + "} as {" + other + "}",
            pointer,
            place -> place.put("pattern", changed));
      }
      String open = pattern.substring(0, repeat.end(1)) + "," + pattern.substring(repeat.end(1));
      add(
          "pattern {" + count + "} as {" + count + ",}",
          pointer,
          place -> place.put("pattern", open));
    }
  }

  private void requirements() {
    for (Column column : shape.columns()) {
      if (column.required() && !(column.nullable() && shape.format() == MediaType.Format.CSV)) {
        add("required without " + column.name(), "", place -> unrequire(place, column.name()));
      } else if (!column.required() && shape.format() == MediaType.Format.NDJSON) {
        add(
            "required with " + column.name(),
            "",
            place -> place.withArray("required").add(column.name()));
      }
    }
    if (shape.closed()
        && shape.format() == MediaType.Format.NDJSON
        && schema.has("additionalProperties")) {
      add("additionalProperties dropped", "", place -> place.remove("additionalProperties"));
    }
  }

  private static void unrequire(ObjectNode place, String name) {
    ArrayNode required = place.arrayNode();
    place
        .path("required")
        .forEach(other -> {
          if (!other.asString("").equals(name)) {
            required.add(other);
          }
        });
    place.set("required", required);
  }
}
