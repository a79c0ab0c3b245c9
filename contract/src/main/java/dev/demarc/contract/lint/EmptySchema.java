// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.lint;

import dev.demarc.contract.schema.Schema;
import dev.demarc.contract.source.BundledSchema;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** SCH-UNSAT: schemas that no value fits, as far as single keywords against each other show it. */
final class EmptySchema {
  private final Findings findings;
  private final BundledSchema schema;

  EmptySchema(Findings findings, BundledSchema schema) {
    this.findings = findings;
    this.schema = schema;
  }

  void look(String pointer, JsonNode part, Types types) {
    if (types.only("string")) {
      pair(pointer, part, "minLength", "maxLength");
      patternAgainstLength(pointer, part);
    }
    if (types.only("array")) {
      pair(pointer, part, "minItems", "maxItems");
    }
    if (types.only("object")) {
      pair(pointer, part, "minProperties", "maxProperties");
      closedRequired(pointer, part);
    }
    if (types.said()
        && !types.has("string")
        && !types.has("object")
        && !types.has("array")
        && !types.has("boolean")) {
      numbers(pointer, part, types);
    }
    words(pointer, part);
    branches(pointer, part, types);
  }

  private void none(String pointer, String why, String fix) {
    findings.in(schema, LintRule.SCH_UNSAT, pointer, "No value is valid here: " + why + ".", fix);
  }

  private void pair(String pointer, JsonNode part, String min, String max) {
    Optional<BigDecimal> low = number(part, min);
    Optional<BigDecimal> high = number(part, max);
    if (low.isPresent() && high.isPresent() && low.get().compareTo(high.get()) > 0) {
      none(
          pointer + "/" + min,
          "%s %s is above %s %s".formatted(min, part.get(min), max, part.get(max)),
          "swap or correct them");
    }
  }

  private static Optional<BigDecimal> number(JsonNode part, String key) {
    return part.path(key).isNumber()
        ? Optional.of(part.path(key).decimalValue())
        : Optional.empty();
  }

  private void numbers(String pointer, JsonNode part, Types types) {
    if (types.has("null")) {
      return;
    }
    pair(pointer, part, "minimum", "maximum");
    Optional<BigDecimal> above = number(part, "exclusiveMinimum");
    Optional<BigDecimal> below = number(part, "exclusiveMaximum");
    boolean empty =
        notBelow(above, below)
            || notBelow(number(part, "minimum"), below)
            || notBelow(above, number(part, "maximum"));
    if (empty) {
      none(
          pointer + "/" + (above.isPresent() ? "exclusiveMinimum" : "exclusiveMaximum"),
          "the bounds leave nothing between them",
          "correct the bounds");
    } else if (types.integers()) {
      Optional<BigDecimal> low =
          number(part, "minimum").map(value -> value.setScale(0, RoundingMode.CEILING));
      Optional<BigDecimal> high =
          number(part, "maximum").map(value -> value.setScale(0, RoundingMode.FLOOR));
      boolean crossed =
          number(part, "minimum").isPresent()
              && number(part, "maximum").isPresent()
              && part.get("minimum").decimalValue().compareTo(part.get("maximum").decimalValue())
                  > 0;
      if (!crossed && low.isPresent() && high.isPresent() && low.get().compareTo(high.get()) > 0) {
        none(pointer + "/minimum", "no whole number is between the bounds", "correct the bounds");
      }
    }
  }

  private static boolean notBelow(Optional<BigDecimal> low, Optional<BigDecimal> high) {
    return low.isPresent() && high.isPresent() && low.get().compareTo(high.get()) >= 0;
  }

  private void patternAgainstLength(String pointer, JsonNode part) {
    if (!part.path("pattern").isString() || Types.of(part).has("null")) {
      return;
    }
    var shape = PatternShape.of(part.path("pattern").stringValue());
    if (shape.isEmpty()) {
      return;
    }
    Optional<BigDecimal> min = number(part, "minLength");
    Optional<BigDecimal> max = number(part, "maxLength");
    long shortest = shape.get().shortest();
    if (max.isPresent() && max.get().compareTo(BigDecimal.valueOf(shortest)) < 0) {
      none(
          pointer + "/maxLength",
          "the pattern needs %d characters, maxLength is %s"
              .formatted(shortest, part.get("maxLength")),
          "correct one of the two");
    }
    var longest = shape.get().longest();
    if (min.isPresent()
        && longest.isPresent()
        && min.get().compareTo(BigDecimal.valueOf(longest.getAsLong())) > 0) {
      none(
          pointer + "/minLength",
          "the pattern allows %d characters, minLength is %s"
              .formatted(longest.getAsLong(), part.get("minLength")),
          "correct one of the two");
    }
  }

  private void closedRequired(String pointer, JsonNode part) {
    boolean closed =
        part.path("additionalProperties").isBoolean()
            && !part.path("additionalProperties").asBoolean()
            && !part.has("patternProperties");
    for (int i = 0; closed && i < part.path("required").size(); i++) {
      String name = part.path("required").get(i).asString("");
      if (!part.path("properties").has(name)) {
        none(
            pointer + "/required/" + i,
            "'" + name + "' is required, but additionalProperties: false refuses it",
            "add it to properties, or remove it from required");
      }
    }
  }

  private void words(String pointer, JsonNode part) {
    String key = part.has("const") ? "const" : "enum";
    if (!part.has(key) || Types.refers(part)) {
      return;
    }
    ObjectNode rest = (ObjectNode) part.deepCopy();
    rest.remove(key);
    List<JsonNode> members = new ArrayList<>();
    if (key.equals("const")) {
      members.add(part.get(key));
    } else {
      part.get(key).forEach(members::add);
    }
    Schema compiled = Schema.compile(rest);
    if (members.stream().noneMatch(compiled::accepts)) {
      none(
          pointer + "/" + key,
          members.isEmpty() ? "enum is empty" : "the rest of the schema refuses every " + key,
          "correct the type, or the " + key);
    }
  }

  private void branches(String pointer, JsonNode part, Types types) {
    Set<String> left = new TreeSet<>(widened(types));
    boolean anyType = !types.said();
    for (JsonNode branch : part.path("allOf")) {
      Types inner = Types.of(branch);
      anyType &= !inner.said();
      left.retainAll(widened(inner));
    }
    if (part.has("allOf") && !anyType && left.isEmpty()) {
      none(pointer + "/allOf", "the types of allOf exclude each other", "correct the types");
    }
  }

  private static Set<String> widened(Types types) {
    Set<String> names = new TreeSet<>(types.names());
    if (names.contains("number")) {
      names.add("integer");
    }
    return names;
  }
}
