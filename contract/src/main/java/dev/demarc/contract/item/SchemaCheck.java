// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.item;

import dev.demarc.contract.schema.Schema;
import dev.demarc.contract.schema.SchemaProblem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** One schema and the wish to refuse what it does not name, asked for the first problem. */
final class SchemaCheck {
  private static final String UNNAMED = "has a property that the schema does not name";

  private final Optional<JsonNode> source;
  private final Optional<Schema> schema;
  private final boolean rejectUnknown;

  /** A problem to show; the message holds nothing of the value. */
  record Problem(String pointer, String keyword, String expected, String found, String message) {}

  SchemaCheck(Optional<JsonNode> source, boolean rejectUnknown) {
    this.source = source;
    this.schema = source.map(Schema::compile);
    this.rejectUnknown = rejectUnknown;
  }

  /** The first problem of a value; one that takes too long to check is a problem, too. */
  Optional<Problem> check(JsonNode value) {
    if (schema.isEmpty()) {
      return Optional.empty();
    }
    List<SchemaProblem> problems = schema.get().validate(value);
    if (problems.isEmpty()) {
      return rejectUnknown ? unknown(value, source.get(), "", 0) : Optional.empty();
    }
    SchemaProblem first = problems.getFirst();
    String expected = expected(first);
    return Optional.of(
        new Problem(
            first.pointer(),
            first.keyword(),
            expected,
            found(value, first.pointer()),
            message(first, expected)));
  }

  /** The value at fault, when it is one that can be shown. */
  private static String found(JsonNode value, String pointer) {
    JsonNode at = value.at(pointer);
    return at.isContainer() || at.isMissingNode() ? "" : Sentences.shown(at);
  }

  /** The engine's sentence, but for those that repeat the value or are hard to read. */
  private static String message(SchemaProblem problem, String expected) {
    String keyword = expected.isEmpty() ? "" : problem.keyword();
    return switch (keyword) {
      case "pattern" -> "does not match " + expected;
      case "enum" -> "is not one of " + expected;
      case "const" -> "is not " + expected;
      case "type" -> "is not of type " + expected;
      case "minimum" -> "is less than " + expected;
      case "maximum" -> "is more than " + expected;
      case "minLength" -> "is shorter than " + expected + " characters";
      case "maxLength" -> "is longer than " + expected + " characters";
      case "additionalProperties", "unevaluatedProperties" -> UNNAMED;
      case "propertyNames" -> "has a property whose name is not allowed";
      default -> Sentences.cut(problem.message(), 160);
    };
  }

  private String expected(SchemaProblem problem) {
    JsonNode wanted = source.map(root -> root.at(pointer(problem))).orElseThrow();
    return Sentences.cut(wanted.isString() ? wanted.asString() : wanted.toString(), 60);
  }

  private static String pointer(SchemaProblem problem) {
    return problem.schemaPointer().startsWith("/") ? problem.schemaPointer() : "";
  }

  private static Optional<Problem> unknown(JsonNode value, JsonNode schema, String at, int depth) {
    JsonNode properties = schema.path("properties");
    if (!value.isObject() || !properties.isObject() || depth > 64) {
      return Optional.empty();
    }
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      String pointer = at + JsonPointer.empty().appendProperty(member.getKey());
      JsonNode known = properties.path(member.getKey());
      if (known.isMissingNode()) {
        return Optional.of(
            new Problem(pointer, "unknownProperties", "only named properties", "", UNNAMED));
      }
      Optional<Problem> inner = unknown(member.getValue(), known, pointer, depth + 1);
      if (inner.isPresent()) {
        return inner;
      }
    }
    return Optional.empty();
  }
}
