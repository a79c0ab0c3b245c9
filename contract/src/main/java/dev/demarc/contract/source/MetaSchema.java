// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import dev.demarc.contract.schema.Schema;
import dev.demarc.contract.schema.SchemaProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema of contracts, and what it says about one. */
final class MetaSchema {
  private static final JsonNode TREE = load();
  private static final Schema COMPILED = Schema.compile(TREE);

  private MetaSchema() {}

  private static JsonNode load() {
    try (InputStream in =
        Objects.requireNonNull(
            MetaSchema.class.getResourceAsStream("component-contract.schema.json"))) {
      return JsonMapper.shared().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything in which a document is no contract, one problem for each mistake. */
  static List<Problem> problems(Document document) {
    List<SchemaProblem> found = COMPILED.validate(document.json());
    return found.stream()
        .map(problem ->
            document.problem(
                "DOC-SCHEMA",
                Severity.HIGH,
                problem.pointer(),
                Pointers.words(problem.pointer()) + ": " + problem.message() + ".",
                ""))
        .toList();
  }
}
