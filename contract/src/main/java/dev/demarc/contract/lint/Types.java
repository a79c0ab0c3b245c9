// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.lint;

import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The types that a schema lets pass by its {@code type}; every type when it has none. */
record Types(Set<String> names, boolean said) {
  private static final Set<String> ALL =
      Set.of("array", "boolean", "null", "number", "object", "string");

  static Types of(JsonNode schema) {
    JsonNode type = schema.get("type");
    if (type == null) {
      return new Types(ALL, false);
    }
    Set<String> names = new TreeSet<>();
    if (type.isArray()) {
      type.forEach(each -> names.add(each.asString("")));
    } else {
      names.add(type.asString(""));
    }
    return new Types(names, true);
  }

  /** True for a schema that cannot be judged apart from what is around it. */
  static boolean refers(JsonNode schema) {
    String text = schema.toString();
    return text.contains("\"$ref\"") || text.contains("\"$dynamicRef\"");
  }

  boolean has(String type) {
    return names.contains(type) || (type.equals("number") && names.contains("integer"));
  }

  /** True when values of this type pass and, besides null, no others. */
  boolean only(String type) {
    return said
        && names.contains(type)
        && names.stream().allMatch(n -> n.equals(type) || n.equals("null"));
  }

  /** True for integers and no other numbers. */
  boolean integers() {
    return names.contains("integer") && !names.contains("number");
  }

  @Override
  public String toString() {
    return String.join(" or ", names);
  }
}
