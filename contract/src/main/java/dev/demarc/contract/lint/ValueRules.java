// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.lint;

import dev.demarc.contract.source.BundledSchema;
import dev.demarc.contract.source.Pointers;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Rules about single values of a schema: texts, numbers, lists, enums. */
final class ValueRules {
  /** Largest integer that a double holds with all its neighbours: ECMA-262, MAX_SAFE_INTEGER. */
  private static final BigDecimal SAFE = new BigDecimal("9007199254740991");

  /** JSON Schema 2020-12 validation, §7.3. */
  private static final Set<String> FORMATS =
      Set.of(
          "date-time",
          "date",
          "time",
          "duration",
          "email",
          "idn-email",
          "hostname",
          "idn-hostname",
          "ipv4",
          "ipv6",
          "uri",
          "uri-reference",
          "iri",
          "iri-reference",
          "uuid",
          "uri-template",
          "json-pointer",
          "relative-json-pointer",
          "regex");

  private static final Map<String, List<String>> APPLIES =
      Map.of(
          "string", List.of("minLength", "maxLength", "pattern", "format"),
          "number",
              List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
          "array",
              List.of("items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"),
          "object",
              List.of(
                  "properties",
                  "required",
                  "additionalProperties",
                  "patternProperties",
                  "minProperties",
                  "maxProperties",
                  "propertyNames"));

  /** Reads otherwise in RE2, Go, Rust or ECMA-262: look-behind, possessive, atomic, \A \Z \Q \h. */
  private static final Pattern NONPORTABLE =
      Pattern.compile(
          "\\(\\?<[=!]|\\(\\?>|\\(\\?[a-z]+[):]|(?<!\\\\)[*+?}]\\+|\\\\[AZzQEGhHRX]|\\[\\[:[a-z]+:\\]"
              + "|\\\\p\\{(?:Alpha|Digit|Alnum|Punct|Upper|Lower|Space|javaL?)");

  private static final Pattern MONEY =
      Pattern.compile("(?i)(.*_)?(amount|price|total|balance|fee|cost)(_.*)?");

  private final Findings findings;
  private final BundledSchema schema;
  private final boolean input;

  ValueRules(Findings findings, BundledSchema schema, boolean input) {
    this.findings = findings;
    this.schema = schema;
    this.input = input;
  }

  void look(String pointer, JsonNode part, Types types) {
    misplaced(pointer, part, types);
    format(pointer, part);
    pattern(pointer, part);
    integers(pointer, part, types);
    enums(pointer, part);
    if (input && types.said()) {
      bounds(pointer, part, types);
    }
    if (types.only("number")
        && !part.has("multipleOf")
        && MONEY.matcher(Pointers.last(pointer)).matches()) {
      report(
          LintRule.SCH_FLOAT_MONEY,
          pointer,
          Pointers.last(pointer) + " looks like money, and a number may be a binary fraction.",
          "use an integer of the smallest unit, or read it as a decimal");
    }
  }

  private void report(LintRule rule, String pointer, String message, String fix) {
    findings.in(schema, rule, pointer, message, fix);
  }

  private void misplaced(String pointer, JsonNode part, Types types) {
    if (!types.said()) {
      return;
    }
    APPLIES.forEach((type, keywords) -> {
      for (String keyword : keywords) {
        if (part.has(keyword) && !types.has(type)) {
          report(
              LintRule.SCH_TYPE_MISSING,
              pointer + "/" + keyword,
              keyword + " never applies: the type is " + types + ".",
              "remove it, or correct the type");
        }
      }
    });
  }

  private void format(String pointer, JsonNode part) {
    String format = part.path("format").asString("");
    if (!format.isEmpty() && !FORMATS.contains(format)) {
      report(
          LintRule.SCH_FORMAT_UNKNOWN,
          pointer + "/format",
          "The format '" + format + "' is not one of JSON Schema, so it is not checked.",
          "write a pattern");
    }
  }

  private void pattern(String pointer, JsonNode part) {
    String pattern = part.path("pattern").asString("");
    if (pattern.isEmpty()) {
      return;
    }
    if (NONPORTABLE.matcher(pattern).find()) {
      report(
          LintRule.SCH_PATTERN_NONPORTABLE,
          pointer + "/pattern",
          "Other engines refuse this pattern, or read it otherwise.",
          "use only what ECMA-262 and RE2 share: no look-behind, possessive or inline flags");
    }
    boolean loose =
        PatternShape.of(pattern)
            .map(shape -> !shape.anchored())
            .orElse(!pattern.startsWith("^") || !pattern.endsWith("$"));
    if (loose) {
      report(
          LintRule.SCH_PATTERN_ANCHOR,
          pointer + "/pattern",
          "The pattern may match anywhere in the text.",
          "begin it with ^ and end it with $, around (?:…) if it has alternatives");
    }
  }

  private void integers(String pointer, JsonNode part, Types types) {
    if (!types.integers() || part.has("enum") || part.has("const")) {
      return;
    }
    boolean low = within(part, "minimum", "exclusiveMinimum");
    boolean high = within(part, "maximum", "exclusiveMaximum");
    if (!low || !high) {
      String missing = low ? "maximum" : high ? "minimum" : "minimum and maximum";
      report(
          LintRule.SCH_INT_RANGE,
          pointer,
          "The integer has no %s within 2^53: readers that use doubles round it."
              .formatted(missing),
          "add " + missing);
    }
  }

  private static boolean within(JsonNode part, String... bounds) {
    for (String bound : bounds) {
      JsonNode value = part.path(bound);
      if (value.isNumber() && value.decimalValue().abs().compareTo(SAFE) <= 0) {
        return true;
      }
    }
    return false;
  }

  private void enums(String pointer, JsonNode part) {
    Map<String, String> seen = new TreeMap<>();
    JsonNode members = part.path("enum");
    for (int i = 0; i < members.size(); i++) {
      if (!members.get(i).isString()) {
        continue;
      }
      String text = members.get(i).stringValue();
      String bare =
          Normalizer.normalize(text, Normalizer.Form.NFC).strip().toLowerCase(Locale.ROOT);
      String first = seen.putIfAbsent(bare, text);
      if (first != null && !first.equals(text)) {
        report(
            LintRule.SCH_ENUM_CASE,
            pointer + "/enum/" + i,
            "'%s' and '%s' differ only by case, space or Unicode form.".formatted(first, text),
            "keep one of them");
      }
    }
  }

  private void bounds(String pointer, JsonNode part, Types types) {
    if (part.has("enum") || part.has("const") || part.has("$ref")) {
      return;
    }
    if (types.has("string") && !part.has("maxLength") && !part.has("format")) {
      Optional<PatternShape.Shape> shape = PatternShape.of(part.path("pattern").asString(""));
      if (!part.has("pattern") || shape.filter(s -> s.longest().isEmpty()).isPresent()) {
        unbounded(pointer, "text", "maxLength");
      }
    }
    if (types.has("array") && !part.has("maxItems") && !closedList(part)) {
      unbounded(pointer, "list", "maxItems");
    }
    boolean closed =
        part.has("properties")
            || part.has("allOf")
            || part.has("maxProperties")
            || part.has("propertyNames");
    if (types.has("object") && !closed) {
      unbounded(pointer, "object", "maxProperties");
    }
  }

  private static boolean closedList(JsonNode part) {
    return part.has("prefixItems") && part.path("items").isBoolean();
  }

  private void unbounded(String pointer, String what, String keyword) {
    report(
        LintRule.SCH_UNBOUNDED,
        pointer,
        "The input may hold a %s of any length here, up to the limits of the call.".formatted(what),
        "add " + keyword);
  }
}
