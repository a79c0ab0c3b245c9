// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.lint;

import dev.demarc.contract.Contract;
import dev.demarc.contract.Input;
import dev.demarc.contract.MediaType;
import dev.demarc.contract.schema.Schema;
import dev.demarc.contract.source.BundledSchema;
import dev.demarc.contract.source.NearMiss;
import dev.demarc.contract.source.Pointers;
import dev.demarc.contract.source.Subschemas;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Rules about the JSON Schemas of a contract: objects, keywords and examples. */
final class SchemaRules {
  /** Keywords of 2020-12, core, applicators, validation, annotations. */
  private static final Set<String> KEYWORDS =
      Set.of(
          "$schema",
          "$id",
          "$ref",
          "$anchor",
          "$dynamicRef",
          "$dynamicAnchor",
          "$vocabulary",
          "$comment",
          "$defs",
          "definitions",
          "allOf",
          "anyOf",
          "oneOf",
          "not",
          "if",
          "then",
          "else",
          "dependentSchemas",
          "dependentRequired",
          "dependencies",
          "prefixItems",
          "items",
          "contains",
          "properties",
          "patternProperties",
          "additionalProperties",
          "propertyNames",
          "unevaluatedItems",
          "unevaluatedProperties",
          "type",
          "enum",
          "const",
          "multipleOf",
          "maximum",
          "exclusiveMaximum",
          "minimum",
          "exclusiveMinimum",
          "maxLength",
          "minLength",
          "pattern",
          "maxItems",
          "minItems",
          "uniqueItems",
          "maxContains",
          "minContains",
          "maxProperties",
          "minProperties",
          "required",
          "title",
          "description",
          "default",
          "deprecated",
          "readOnly",
          "writeOnly",
          "examples",
          "format",
          "contentEncoding",
          "contentMediaType",
          "contentSchema",
          "nullable",
          "example",
          "discriminator",
          "xml",
          "externalDocs",
          "additionalItems");

  private final Findings findings;
  private final BundledSchema schema;
  private final boolean input;
  private final boolean closedByHeader;

  private SchemaRules(
      Findings findings, BundledSchema schema, boolean input, boolean closedByHeader) {
    this.findings = findings;
    this.schema = schema;
    this.input = input;
    this.closedByHeader = closedByHeader;
  }

  static void check(Findings findings, String pointer, BundledSchema schema) {
    Contract contract = findings.reading().contract().orElseThrow();
    boolean input = pointer.startsWith("/spec/input/");
    boolean rows =
        input
            && contract.input().mediaType().format() == MediaType.Format.CSV
            && contract
                .input()
                .csv()
                .filter(csv -> csv.fieldsMatch() != Input.FieldsMatch.SUPERSET)
                .isPresent();
    SchemaRules rules =
        new SchemaRules(findings, schema, input, rows || contract.input().rejectUnknown());
    Subschemas.walk("", schema.json(), rules::look);
  }

  private void look(String pointer, JsonNode part) {
    Types types = Types.of(part);
    objects(pointer, part, types);
    keywords(pointer, part);
    examples(pointer, part);
    ValueRules values = new ValueRules(findings, schema, input);
    values.look(pointer, part, types);
    new EmptySchema(findings, schema).look(pointer, part, types);
  }

  private void objects(String pointer, JsonNode part, Types types) {
    boolean closed =
        isFalse(part, "additionalProperties") || isFalse(part, "unevaluatedProperties");
    boolean rootOfRows = closedByHeader && pointer.isEmpty();
    boolean anObject = types.only("object") && part.has("properties");
    boolean branch = pointer.matches(".*/(allOf|anyOf|oneOf|not|if|then|else)(/[0-9]+)?");
    if (input
        && anObject
        && !closed
        && !branch
        && !rootOfRows
        && !part.path("additionalProperties").isObject()
        && !findings.text("/spec/input/unknownProperties").equals("reject")) {
      findings.in(
          schema,
          LintRule.SCH_OPEN_IN,
          pointer,
          "The object lets members pass that it does not name.",
          "add additionalProperties: false, or unknownProperties: reject to input");
    }
    if (isFalse(part, "additionalProperties") && part.has("allOf")) {
      Set<String> foreign = new TreeSet<>();
      part.path("allOf").forEach(each -> foreign.addAll(each.path("properties").propertyNames()));
      foreign.removeAll(part.path("properties").propertyNames());
      if (!foreign.isEmpty()) {
        findings.in(
            schema,
            LintRule.SCH_AP_ALLOF,
            pointer + "/additionalProperties",
            "additionalProperties: false refuses %s, which allOf names: it sees only its own"
                    .formatted(String.join(", ", foreign))
                + " properties.",
            "write unevaluatedProperties: false");
      }
    }
  }

  private static boolean isFalse(JsonNode part, String key) {
    return part.path(key).isBoolean() && !part.path(key).asBoolean();
  }

  private void keywords(String pointer, JsonNode part) {
    if (part.has("nullable")) {
      findings.in(
          schema,
          LintRule.SCH_NULLABLE31,
          pointer + "/nullable",
          "nullable is a word of OpenAPI 3.0: JSON Schema 2020-12 ignores it.",
          "write type: [" + part.path("type").asString("string") + ", 'null']");
    }
    for (String key : part.propertyNames()) {
      if (!KEYWORDS.contains(key) && !key.startsWith("x-")) {
        NearMiss.of(key, KEYWORDS)
            .ifPresent(meant ->
                findings.in(
                    schema,
                    LintRule.SCH_KEYWORD_TYPO,
                    Pointers.child(pointer, key),
                    "'" + key + "' is no keyword of JSON Schema, so it is ignored.",
                    "write " + meant));
      }
    }
  }

  private void examples(String pointer, JsonNode part) {
    boolean refers = Types.refers(part);
    if (refers || !(part.has("default") || part.has("examples"))) {
      return;
    }
    Schema compiled = Schema.compile(part);
    if (part.has("default") && !compiled.accepts(part.get("default"))) {
      wrongExample(pointer + "/default", "The default");
    }
    for (int i = 0; i < part.path("examples").size(); i++) {
      if (!compiled.accepts(part.path("examples").get(i))) {
        wrongExample(pointer + "/examples/" + i, "The example");
      }
    }
  }

  private void wrongExample(String pointer, String what) {
    findings.in(
        schema,
        LintRule.SCH_EXAMPLE,
        pointer,
        what + " is not valid against its own schema.",
        "correct one of the two");
  }
}
