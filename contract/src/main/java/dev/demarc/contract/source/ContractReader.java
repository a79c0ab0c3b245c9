// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import dev.demarc.contract.Contract;
import dev.demarc.contract.DemarcException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads contract files. Whatever a file holds, the answer is a contract or a list of problems. */
public final class ContractReader {
  private static final List<String> SCHEMAS =
      List.of(
          InputModel.AT + "/itemSchema",
          InputModel.AT + "/schema",
          OutputModel.AT + "/itemSchema",
          OutputModel.AT + "/schema");

  private ContractReader() {}

  /** The contract in a file; a file that holds none is a usage error that lists every problem. */
  public static Contract read(Path file) {
    Reading reading = examine(file);
    if (reading.contract().isPresent()) {
      return reading.contract().get();
    }
    List<Problem> errors = reading.errors();
    throw new DemarcException(
        DemarcException.Kind.USAGE,
        file
            + " is no valid contract: "
            + (errors.size() == 1 ? "one problem." : errors.size() + " problems."),
        errors.stream().map(Problem::text).toList(),
        errors.stream()
            .map(Problem::fix)
            .filter(fix -> !fix.isEmpty())
            .findFirst()
            .orElse("correct the file at the places named"));
  }

  /** The contract, if there is one, and everything that is wrong with the file. */
  public static Reading examine(Path file) {
    Document document = Document.read(file);
    List<Problem> problems = new ArrayList<>(document.problems());
    if (document.root().isEmpty()) {
      return new Reading(document, problems, Optional.empty(), Map.of());
    }
    problems.addAll(MetaSchema.problems(document));
    References references = new References(document, problems);
    Map<String, BundledSchema> schemas = new HashMap<>();
    for (String pointer : SCHEMAS) {
      references
          .bundle(pointer)
          .ifPresent(schema -> {
            schemas.put(pointer, schema);
            problems.addAll(SchemaMessages.ofFiles(schema));
            problems.addAll(SchemaGround.problems(schema));
          });
    }
    if (!isBroken(problems)) {
      schemas.values().forEach(schema -> problems.addAll(SchemaGround.compile(schema)));
    }
    if (isBroken(problems)) {
      return new Reading(document, problems, Optional.empty(), schemas);
    }
    Values values = new Values(document, problems);
    Contract contract =
        new ContractModel(document, values, schemas).build(digest(document, references.files()));
    problems.addAll(CrossChecks.problems(document, contract));
    return new Reading(
        document, problems, isBroken(problems) ? Optional.empty() : Optional.of(contract), schemas);
  }

  private static boolean isBroken(List<Problem> problems) {
    return problems.stream().anyMatch(problem -> problem.severity() == Severity.HIGH);
  }

  /**
   * SHA-256 of the file's bytes. When the schemas refer to other files: SHA-256 of a text with one
   * line for each file, {@code HEX SPACE SPACE NAME LF}, where HEX is the SHA-256 of its bytes; the
   * contract first under the name {@code contract}, the others after it under their paths from its
   * folder, in order of the paths.
   */
  private static String digest(Document contract, Map<String, Document> others) {
    if (others.isEmpty()) {
      return "sha256:" + sha256(contract.bytes());
    }
    StringBuilder lines = new StringBuilder();
    lines.append(sha256(contract.bytes())).append("  contract\n");
    others.forEach((name, document) ->
        lines.append(sha256(document.bytes())).append("  ").append(name).append('\n'));
    return "sha256:" + sha256(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
