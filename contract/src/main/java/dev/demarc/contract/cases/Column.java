// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One field of the items, with its schema.
 *
 * @param name of the property
 * @param schema of its values, references resolved
 * @param pointer to that schema within the item schema
 * @param required whether the item must have it
 * @param key whether its values must differ between items, by a primary key or a relation
 */
record Column(String name, JsonNode schema, String pointer, boolean required, boolean key) {
  /** The JSON types that are allowed; those of the members when only an enum says so. */
  List<String> types() {
    List<String> types = new ArrayList<>();
    JsonNode declared = schema.path("type");
    if (declared.isString()) {
      types.add(declared.stringValue());
    } else if (declared.isArray()) {
      declared.forEach(type -> types.add(type.asString()));
    } else {
      for (JsonNode member : members()) {
        String type = typeOf(member);
        if (!types.contains(type)) {
          types.add(type);
        }
      }
    }
    return types;
  }

  /** The values of {@code enum} and {@code const}; empty when neither is there. */
  List<JsonNode> members() {
    List<JsonNode> members = new ArrayList<>();
    if (schema.path("enum").isArray()) {
      schema.path("enum").forEach(members::add);
    } else if (schema.has("const")) {
      members.add(schema.get("const"));
    }
    return members;
  }

  /** Whether null is a value. */
  boolean nullable() {
    return types().contains("null");
  }

  /** The first type that is not null; {@code string} when nothing is said. */
  String mainType() {
    return types().stream().filter(type -> !type.equals("null")).findFirst().orElse("string");
  }

  /** A string without enum, const, pattern or format: anything may stand there. */
  boolean free() {
    return mainType().equals("string")
        && members().isEmpty()
        && !schema.has("pattern")
        && !schema.has("format");
  }

  /** A non-negative whole number of the schema, when it is there. */
  Optional<Integer> count(String keyword) {
    JsonNode value = schema.path(keyword);
    return value.isIntegralNumber() && value.canConvertToInt()
        ? Optional.of(value.intValue())
        : Optional.empty();
  }

  /** The JSON type of a value. */
  static String typeOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "string";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      case BOOLEAN -> "boolean";
      case ARRAY -> "array";
      case OBJECT -> "object";
      case NULL, MISSING, BINARY, POJO -> "null";
    };
  }

  /** A JSON value as a cell. */
  static Cell cell(JsonNode value) {
    if (value.isString()) {
      return new Cell.Text(value.stringValue());
    }
    if (value.isNull()) {
      return Cell.MISSING;
    }
    return new Cell.Literal(
        value.isBigDecimal() ? value.decimalValue().toPlainString() : value.toString());
  }
}
