// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.contract.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReferencesTest {
  @TempDir Path folder;

  private Path contract(String schema) {
    return SampleContracts.write(
        folder,
        """
        apiVersion: demarc.dev/v1alpha1
        kind: ComponentContract
        metadata: {name: refs, version: 1.0.0}
        spec:
          component: {command: [./a.sh]}
          input:
            mediaType: application/x-ndjson
            itemSchema: %s
          output: {mediaType: text/plain}
        """
            .formatted(schema));
  }

  private Problem only(String schema) {
    Reading reading = ContractReader.examine(contract(schema));
    assertThat(reading.contract()).isEmpty();
    assertThat(reading.problems()).hasSize(1);
    return reading.problems().getFirst();
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  @Test
  void filesBesideTheContractAreBundled() throws IOException {
    Files.createDirectory(folder.resolve("schemas"));
    Files.writeString(
        folder.resolve("schemas/rows.yaml"),
        """
        components:
          schemas:
            Row: {type: object, required: [id], properties: {id: {$ref: '#/components/schemas/Id'}, next: {$ref: '#/components/schemas/Row'}}}
            Id: {$ref: './id.json#/a~1b'}
        """);
    Files.writeString(folder.resolve("schemas/id.json"), "{\"a/b\": {\"type\": \"integer\"}}");
    Reading reading =
        ContractReader.examine(contract("{$ref: './schemas/rows.yaml#/components/schemas/Row'}"));
    assertThat(reading.problems()).isEmpty();
    Schema schema =
        Schema.compile(reading.contract().orElseThrow().input().itemSchema().orElseThrow());
    assertThat(schema.accepts(json("{\"id\": 1, \"next\": {\"id\": 2}}"))).isTrue();
    assertThat(schema.accepts(json("{\"id\": 1, \"next\": {\"id\": \"x\"}}"))).isFalse();
    assertThat(schema.accepts(json("{}"))).isFalse();
  }

  @Test
  void theDigestIsOfTheFileOrOfTheStatedBundle() throws Exception {
    Path alone = contract("{type: object}");
    assertThat(ContractReader.read(alone).digest())
        .isEqualTo("sha256:" + sha256(Files.readAllBytes(alone)));
    Files.writeString(folder.resolve("id.json"), "{\"type\": \"object\"}");
    Path bundled = contract("{$ref: './id.json'}");
    String lines =
        sha256(Files.readAllBytes(bundled))
            + "  contract\n"
            + sha256(Files.readAllBytes(folder.resolve("id.json")))
            + "  id.json\n";
    assertThat(ContractReader.read(bundled).digest())
        .isEqualTo("sha256:" + sha256(lines.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  @Test
  void nothingIsFetched() {
    Problem remote = only("{$ref: 'https://example.org/a.json'}");
    assertThat(remote.rule()).isEqualTo("SCH-REMOTE");
    assertThat(remote.line() + ":" + remote.column()).isEqualTo("8:24");
    assertThat(only("{$schema: 'http://json-schema.org/draft-07/schema#', type: object}").rule())
        .isEqualTo("SCH-DIALECT");
  }

  @Test
  void nothingOutsideOfTheFolderIsRead() throws IOException {
    assertThat(only("{$ref: '../a.json'}").message()).contains("leaves the folder");
    assertThat(only("{$ref: '/etc/passwd'}").message()).contains("leaves the folder");
    Files.createSymbolicLink(folder.resolve("link.json"), Path.of("/etc/passwd"));
    assertThat(only("{$ref: './link.json'}").message()).contains("by a link");
  }

  @Test
  void whatIsNotThereIsSaid() throws IOException {
    assertThat(only("{$ref: './none.json'}").message())
        .isEqualTo(
            "$ref './none.json' leads nowhere. none.json cannot be read. The file does not exist."
                .replace("'./none.json'", "'none.json'"));
    Files.writeString(folder.resolve("a.json"), "{\"b\": 3}");
    assertThat(only("{$ref: './a.json#/c'}").message()).contains("has nothing at '/c'");
    assertThat(only("{$ref: './a.json#/b'}").message()).contains("What stands there is no schema");
    assertThat(only("{$ref: '#/$defs/none'}").message()).contains("has nothing at '#/$defs/none'");
    assertThat(only("{$ref: '#none'}").rule()).isEqualTo("DOC-UNKNOWNREF");
  }

  @Test
  void mistakesInOtherFilesAreSaidThere() throws IOException {
    Files.writeString(folder.resolve("a.yaml"), "row:\n  type: objekt\n");
    Problem there = only("{$ref: './a.yaml#/row'}");
    assertThat(there.file()).isEqualTo(folder.resolve("a.yaml"));
    assertThat(there.line() + ":" + there.column()).isEqualTo("2:9");
    assertThat(there.fix()).isEqualTo("write object");
  }

  @Test
  void circlesThatNeverGoDeeperAreRefused() {
    assertThat(only("{$ref: '#'}").rule()).isEqualTo("SCH-RECURSION");
    assertThat(only("{allOf: [{$ref: '#/$defs/a'}], $defs: {a: {anyOf: [{$ref: '#'}]}}}").rule())
        .isEqualTo("SCH-RECURSION");
    assertThat(
            ContractReader.examine(contract("{type: object, properties: {next: {$ref: '#'}}}"))
                .problems())
        .isEmpty();
  }
}
