// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.item;

import dev.demarc.contract.schema.Schema;
import dev.demarc.contract.schema.SchemaProblem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** One schema and the wish to refuse what it does not name, asked for the first problem. */
final class SchemaCheck {
  private final Optional<JsonNode> source;
  private final Optional<Schema> schema;
  private final boolean rejectUnknown;

  /**
   * A problem to show.
   *
   * @param more how many other problems the value has
   */
  record Problem(String pointer, String keyword, String expected, String message, int more) {}

  SchemaCheck(Optional<JsonNode> source, boolean rejectUnknown) {
    this.source = source;
    this.schema = source.map(Schema::compile);
    this.rejectUnknown = rejectUnknown;
  }

  /** The first problem of a value. A pattern that runs out of stack is a problem, too. */
  Optional<Problem> check(JsonNode value) {
    if (schema.isEmpty()) {
      return Optional.empty();
    }
    List<SchemaProblem> problems;
    try {
      problems = schema.get().validate(value);
    } catch (StackOverflowError e) {
      return Optional.of(
          new Problem("", "pattern", "", "cannot be checked: too deep for its schema", 0));
    }
    if (problems.isEmpty()) {
      return rejectUnknown ? unknown(value, source.get(), "", 0) : Optional.empty();
    }
    SchemaProblem first = problems.getFirst();
    return Optional.of(
        new Problem(
            first.pointer(),
            first.keyword(),
            expected(first),
            Sentences.cut(first.message(), 160),
            problems.size() - 1));
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
      String pointer = at + "/" + member.getKey().replace("~", "~0").replace("/", "~1");
      JsonNode known = properties.path(member.getKey());
      if (known.isMissingNode()) {
        return Optional.of(
            new Problem(
                pointer,
                "unknownProperties",
                "only named properties",
                "has a property that the schema does not name",
                0));
      }
      Optional<Problem> inner = unknown(member.getValue(), known, pointer, depth + 1);
      if (inner.isPresent()) {
        return inner;
      }
    }
    return Optional.empty();
  }
}
