// SPDX-License-Identifier: Apache-2.0
package dev.demarc.conformance;

import dev.demarc.contract.Contract;
import dev.demarc.contract.source.ContractReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;

/** Components for tests: a script and its contract in a folder. */
final class Scripts {
  /** Looks columns up by name, as the article's script does: a mark makes it miss the first one. */
  static final String BY_NAME =
      """
      #!/bin/bash
      exec awk -F, '
      NR == 1 { for (i = 1; i <= NF; i++) h[$i] = i; next }
      { print "{\\"id\\":\\"" $(h["id"]) "\\",\\"qty\\":" $(h["qty"]) "}" }'
      """;

  private static final String CONTRACT =
      """
      apiVersion: demarc.dev/v1alpha1
      kind: ComponentContract
      metadata: {name: rows, version: 1.0.0, owner: team-a}
      spec:
        component: {language: shell, command: [./run.sh], files: [run.sh]}
        input:
          mediaType: text/csv
          bom: BOM
          charsets: [utf-8]
          preprocess: {newlines: lf}
          csv: {primaryKey: [id]}
          itemSchema:
            type: object
            additionalProperties: false
            required: [id, qty]
            properties:
              id: {type: string, pattern: '^R[0-9]{3,4}$'}
              qty: {type: integer, minimum: 1, maximum: 99}
        output:
          mediaType: application/x-ndjson
          itemSchema:
            type: object
            additionalProperties: false
            required: [id, qty]
            properties:
              id: {type: string, pattern: '^R[0-9]{3,4}$'}
              qty: {type: integer, minimum: 1, maximum: 99}
          stderr: '^(INFO|REJECT) '
          relations:
            - {id: no-mark, rule: noCodePoint, codePoints: [U+FEFF]}
            - {id: conserve, rule: countConserved, rejected: '^REJECT '}
            - {id: keys, rule: keyPreserved, key: id, rejected: '^REJECT '}
            - {id: columns, rule: fieldPreserved, key: id, fields: {qty: qty}}
            - {id: mark-changes-nothing, rule: metamorphic, transform: addBom}
        lifecycle:
          timeout: 2s
          stop: {signal: SIGTERM, within: 1s}
          exitCodes: {ok: [0], reject: [65]}
          concurrency: 2
        resources:
          limits: {memory: 64Mi, pids: 32}
        isolation: {network: none}
        tests:
          seed: 1
          budget: {cases: 1000, time: 20s}
          faults: [bom, crlf, ragged-less, utf16le, empty-file]
      """;

  private static final String NDJSON =
      """
      apiVersion: demarc.dev/v1alpha1
      kind: ComponentContract
      metadata: {name: events, version: 1.0.0, owner: team-a}
      spec:
        component: {language: shell, command: [./run.sh], files: [run.sh]}
        input:
          mediaType: application/x-ndjson
          itemSchema:
            type: object
            additionalProperties: false
            required: [id, level]
            properties:
              id: {type: string, pattern: '^[0-9]{6}$'}
              level: {type: integer, minimum: 1, maximum: 6}
              note: {type: string, maxLength: 30}
        output:
          mediaType: application/x-ndjson
          itemSchema: {type: object, required: [id, level]}
          relations:
            - {id: conserve, rule: countConserved}
            - {id: keys, rule: keyPreserved, key: id}
            - {id: again, rule: metamorphic, transform: rerun}
            - {id: order, rule: metamorphic, transform: permuteItems}
            - {id: halves, rule: metamorphic, transform: splitItems}
        lifecycle: {timeout: 2s, stop: {signal: SIGTERM, within: 1s}, concurrency: 2}
        isolation: {network: none}
        tests:
          seed: 1
          budget: {cases: 1000, time: 20s}
          faults: [bom, utf16le, empty-file]
      """;

  private Scripts() {}

  /**
   * A folder with a script and a contract; {@code bom} is the policy for marks, {@code changes} are
   * pieces of the contract replaced: old, new, old, new.
   */
  static Contract contract(Path folder, String script, String bom, String... changes) {
    String text = CONTRACT.replace("BOM", bom);
    for (int i = 0; i < changes.length; i += 2) {
      text = text.replace(changes[i], changes[i + 1]);
    }
    return write(folder, script, text);
  }

  /** A component that reads and writes JSON, one object a line. */
  static Contract ndjson(Path folder, String script) {
    return write(folder, script, NDJSON);
  }

  private static Contract write(Path folder, String script, String contract) {
    try {
      Path run = folder.resolve("run.sh");
      Files.writeString(run, script);
      Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxr-xr-x"));
      for (Path up = folder;
          up != null && Files.isWritable(up) && !up.equals(up.getRoot());
          up = up.getParent()) {
        if (up.getFileName().toString().startsWith("junit")) {
          Files.setPosixFilePermissions(up, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
      }
      Path file = folder.resolve("contract.yaml");
      Files.writeString(file, contract);
      return ContractReader.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A report as lines, for messages of failed tests. */
  static String text(TestReport report) {
    return report.checks().stream()
            .map(check ->
                "%-28s %-24s %s%s"
                    .formatted(
                        check.name(),
                        check.verdict().text(),
                        check.detail(),
                        check
                            .counterexample()
                            .map(found ->
                                " <"
                                    + found.bytes().length
                                    + " bytes of "
                                    + found.originalSize()
                                    + " "
                                    + found.caseId()
                                    + ": "
                                    + found.message()
                                    + ">")
                            .orElse("")))
            .collect(Collectors.joining("\n", "\n", "\n"))
        + report.dimensions()
        + "\n"
        + report.items()
        + report.coverage()
        + report.gaps()
        + " cases "
        + report.cases()
        + " calls "
        + report.calls()
        + " took "
        + report.took()
        + " level "
        + report.level()
        + " gone "
        + report.budgetGone()
        + "\n";
  }
}
