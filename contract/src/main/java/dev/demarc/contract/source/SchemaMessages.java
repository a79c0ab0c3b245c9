// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import dev.demarc.contract.schema.Schema;
import dev.demarc.contract.schema.SchemaProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Sentences about the JSON Schemas within a contract, where they are no JSON Schema 2020-12. */
final class SchemaMessages {
  private static final Pattern WITHIN =
      Pattern.compile("/spec/(?:input|output)/(?:itemS|s)chema(/.*)?");
  private static final Pattern OURS =
      Pattern.compile("/(?:\\$defs/(?:in|out)put|properties/spec)/.*");
  private static final List<String> TYPES =
      List.of("array", "boolean", "integer", "null", "number", "object", "string");
  private static final Schema DRAFT =
      Schema.compile(
          JsonNodeFactory.instance
              .objectNode()
              .put("$ref", "https://json-schema.org/draft/2020-12/schema"));

  private SchemaMessages() {}

  /** True for what JSON Schema itself says about a schema of the contract. */
  static boolean isWithinSchema(SchemaProblem problem) {
    return WITHIN.matcher(problem.pointer()).matches()
        && !OURS.matcher(problem.schemaPointer()).matches();
  }

  /** Where the schemas of other files are no JSON Schema: the meta-schema does not see those. */
  static List<Problem> ofFiles(BundledSchema schema) {
    if (schema.origins().size() < 2) {
      return List.of();
    }
    Map<String, Problem> problems = new LinkedHashMap<>();
    for (SchemaProblem problem : DRAFT.validate(schema.json())) {
      if (problem.pointer().startsWith("/$defs/demarc-")) {
        BundledSchema.Origin origin = schema.origin(problem.pointer());
        problems.putIfAbsent(
            problem.pointer(), problem(origin.document(), origin.pointer(), problem));
      }
    }
    return new ArrayList<>(problems.values());
  }

  static Problem problem(Document document, String pointer, SchemaProblem problem) {
    JsonNode value = Pointers.find(document.json(), pointer).orElse(document.json());
    String keyword = Pointers.last(pointer);
    String text = ValueMessages.shown(value);
    return switch (keyword) {
      case "exclusiveMinimum", "exclusiveMaximum" ->
          document.problem(
              "SCH-EXCL-BOOL",
              Severity.HIGH,
              pointer,
              keyword + " is " + text + ", as draft 4 had it; in 2020-12 it is the bound itself.",
              "write " + keyword + ": NUMBER instead of the pair");
      case "items" ->
          document.problem(
              "SCH-ITEMS-ARRAY",
              Severity.HIGH,
              pointer,
              "items is " + text + "; in 2020-12 it is one schema for every item.",
              "write prefixItems for a list of schemas");
      case "required" ->
          document.problem(
              "DOC-SCHEMA",
              Severity.HIGH,
              pointer,
              "required is " + text + "; it is a list of names beside properties.",
              "write required: [name, …] in the object that has the properties");
      case "pattern" -> pattern(document, pointer, value);
      default -> {
        String inType = Pointers.last(pointer.replaceFirst("/[0-9]+$", ""));
        yield inType.equals("type")
            ? document.problem(
                "DOC-SCHEMA",
                Severity.HIGH,
                pointer,
                text + " is no type; the types are " + String.join(", ", TYPES) + ".",
                NearMiss.of(value.asString(""), TYPES)
                    .map(type -> "write " + type)
                    .orElse("choose one of them"))
            : document.problem(
                "DOC-SCHEMA",
                Severity.HIGH,
                pointer,
                Pointers.words(pointer)
                    + " is "
                    + text
                    + ", which JSON Schema 2020-12 does not allow: "
                    + problem.message()
                    + ".",
                "");
      }
    };
  }

  /** A pattern that is none. */
  static Problem pattern(Document document, String pointer, JsonNode value) {
    return document.problem(
        "DOC-PATTERN",
        Severity.HIGH,
        pointer,
        "The pattern " + ValueMessages.shown(value) + " does not compile" + why(value) + ".",
        "correct it");
  }

  private static String why(JsonNode value) {
    try {
      Pattern.compile(value.asString(""));
      return "";
    } catch (PatternSyntaxException e) {
      return ": " + e.getDescription() + " near character " + (e.getIndex() + 1);
    }
  }
}
