// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import java.util.Set;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/** Finds the schemas within a JSON Schema 2020-12, and never takes a value for a schema. */
public final class Subschemas {
  private static final Set<String> ONE =
      Set.of(
          "items",
          "additionalProperties",
          "unevaluatedProperties",
          "unevaluatedItems",
          "contains",
          "not",
          "if",
          "then",
          "else",
          "propertyNames",
          "contentSchema");
  private static final Set<String> LIST = Set.of("allOf", "anyOf", "oneOf", "prefixItems", "items");
  private static final Set<String> MAP =
      Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");

  private Subschemas() {}

  /** Calls the visitor with the pointer and the value of a schema and of every schema in it. */
  public static void walk(String pointer, JsonNode schema, BiConsumer<String, JsonNode> visitor) {
    if (!schema.isObject()) {
      return;
    }
    visitor.accept(pointer, schema);
    for (var member : schema.properties()) {
      String key = member.getKey();
      JsonNode value = member.getValue();
      String below = Pointers.child(pointer, key);
      if (ONE.contains(key) && value.isObject()) {
        walk(below, value, visitor);
      } else if (LIST.contains(key) && value.isArray()) {
        for (int i = 0; i < value.size(); i++) {
          walk(Pointers.child(below, i), value.get(i), visitor);
        }
      } else if (MAP.contains(key) && value.isObject()) {
        value
            .properties()
            .forEach(
                named -> walk(Pointers.child(below, named.getKey()), named.getValue(), visitor));
      }
    }
  }
}
