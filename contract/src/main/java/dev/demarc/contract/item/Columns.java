// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.item;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The columns that a row schema declares, and how their cells become JSON: by the declared type
 * only, never by the look of a cell.
 */
final class Columns {
  /** Digits beyond which a cell is no number: no value of use has them, and big ones cost. */
  private static final int LONGEST_NUMBER = 400;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** One declared column, or one that no schema knows. */
  record Column(
      String name,
      boolean integer,
      boolean number,
      boolean bool,
      boolean nullable,
      boolean required) {}

  private final Map<String, Column> byName;
  private final Set<String> missing;

  private Columns(Map<String, Column> byName, List<String> missing) {
    this.byName = byName;
    this.missing = Set.copyOf(missing);
  }

  static Columns of(Optional<JsonNode> itemSchema, List<String> missing) {
    Map<String, Column> columns = new LinkedHashMap<>();
    if (itemSchema.isPresent()) {
      JsonNode root = itemSchema.get();
      JsonNode schema = resolved(root, root);
      List<String> required = new ArrayList<>();
      schema.path("required").forEach(name -> required.add(name.asString("")));
      for (Map.Entry<String, JsonNode> entry : schema.path("properties").properties()) {
        List<String> types = types(resolved(entry.getValue(), root));
        columns.put(
            entry.getKey(),
            new Column(
                entry.getKey(),
                types.contains("integer"),
                types.contains("number"),
                types.contains("boolean"),
                types.contains("null"),
                required.contains(entry.getKey())));
      }
    }
    return new Columns(columns, missing);
  }

  private static List<String> types(JsonNode schema) {
    JsonNode type = schema.path("type");
    List<String> types = new ArrayList<>();
    if (type.isString()) {
      types.add(type.asString());
    }
    type.forEach(one -> types.add(one.asString("")));
    return types;
  }

  /** Follows {@code $ref} within the schema, a few steps far. */
  private static JsonNode resolved(JsonNode schema, JsonNode root) {
    JsonNode at = schema;
    for (int step = 0; step < 8 && at.path("$ref").isString(); step++) {
      String ref = at.path("$ref").asString();
      if (!ref.equals("#") && !ref.startsWith("#/")) {
        return at;
      }
      at = root.at(ref.substring(1));
    }
    return at;
  }

  /** The names in the order of the schema. */
  List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /** The column of a name; one that the schema does not know may be null. */
  Column named(String name) {
    Column known = byName.get(name);
    return known != null ? known : new Column(name, false, false, false, true, false);
  }

  /** A cell as JSON; empty when it is absent. */
  Optional<JsonNode> cell(Column column, String text) {
    if (missing.contains(text)) {
      return column.nullable() || column.required()
          ? Optional.of(JSON.nullNode())
          : Optional.empty();
    }
    if ((column.integer() || column.number()) && isNumber(text, column.number())) {
      return Optional.of(number(text));
    }
    if (column.bool() && (text.equals("true") || text.equals("false"))) {
      return Optional.of(JSON.booleanNode(text.equals("true")));
    }
    return Optional.of(JSON.stringNode(text));
  }

  private static JsonNode number(String text) {
    if (isNumber(text, false)) {
      return text.length() <= 18
          ? JSON.numberNode(Long.parseLong(text))
          : JSON.numberNode(new BigInteger(text));
    }
    return JSON.numberNode(new BigDecimal(text));
  }

  /** The number grammar of JSON; without fraction and exponent for an integer. */
  private static boolean isNumber(String text, boolean fraction) {
    if (text.isEmpty() || text.length() > LONGEST_NUMBER) {
      return false;
    }
    int i = text.charAt(0) == '-' ? 1 : 0;
    int whole = digits(text, i);
    if (whole == i || (text.charAt(i) == '0' && whole > i + 1)) {
      return false;
    }
    if (!fraction || whole == text.length()) {
      return whole == text.length();
    }
    int after = whole;
    if (text.charAt(after) == '.') {
      after = digits(text, whole + 1);
      if (after == whole + 1) {
        return false;
      }
    }
    return after == text.length() || isExponent(text, after);
  }

  /** At most three digits: larger ones are no number of use, and costly. */
  private static boolean isExponent(String text, int at) {
    if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
      return false;
    }
    int from = at + 1;
    if (from < text.length() && (text.charAt(from) == '+' || text.charAt(from) == '-')) {
      from++;
    }
    int until = digits(text, from);
    return until == text.length() && until > from && until - from <= 3;
  }

  private static int digits(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i;
  }
}
