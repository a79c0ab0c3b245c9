// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code demarc run} around real scripts. */
class WrappedTest {

  @TempDir Path folder;

  @BeforeEach
  void script() throws IOException {
    component(
        """
        #!/bin/sh
        read -r word || exit 0
        case $word in
          fail) echo sorry >&2; exit 3 ;;
          reject) exit 65 ;;
          die) kill -SEGV $$ ;;
          wrong) echo 'NOT LOWER' ;;
          sleep) exec sleep 30 ;;
          *) echo "$word" ;;
        esac
        """);
  }

  private void component(String text) throws IOException {
    Path script = folder.resolve("component.sh");
    Files.writeString(script, text);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(
        folder.resolve("contract.yaml"),
        """
        apiVersion: demarc.dev/v1alpha1
        kind: ComponentContract
        metadata: {name: echo, version: 1.0.0}
        spec:
          component: {command: [./component.sh]}
          input: {mediaType: text/plain, bom: strip, lines: {pattern: '^[a-z]*$'}}
          output: {mediaType: text/plain, lines: {pattern: '^[a-z]*$'}}
          lifecycle:
            timeout: 700ms
            stop: {signal: SIGTERM, within: 1s}
            exitCodes: {ok: [0], reject: [65]}
          resources: {limits: {memory: 64Mi, pids: 16}}
        """);
  }

  private Shell.Answer call(String input) {
    return new Shell(folder).input(input).run("run", "contract.yaml");
  }

  @Test
  void anAnswerWithinTheContractPasses() {
    Shell.Answer answer = call("\ufeffhello\n");
    assertThat(answer.err()).isEmpty();
    assertThat(answer.out()).isEqualTo("hello\n");
    assertThat(answer.exit()).isZero();
  }

  @Test
  void inputThatBreaksTheContractIsNeverSeen() {
    Shell.Answer answer = call("UPPER\n");
    assertThat(answer.exit()).isEqualTo(65);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).startsWith("demarc: IV input/");
  }

  @Test
  void anAnswerThatBreaksTheContractIsKeptBack() {
    Shell.Answer answer = call("wrong\n");
    assertThat(answer.exit()).isEqualTo(76);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).startsWith("demarc: OV output/");
  }

  @Test
  void theComponentsOwnCodeAndWordsPass() {
    Shell.Answer answer = call("fail\n");
    assertThat(answer.exit()).isEqualTo(3);
    assertThat(answer.err()).startsWith("sorry\n").contains("demarc: RE ");
    assertThat(call("reject\n").exit()).isEqualTo(65);
  }

  @Test
  void signalsAndTimeOutsAreTold() {
    assertThat(call("die\n").exit()).isEqualTo(139);
    Shell.Answer late = call("sleep\n");
    assertThat(late.exit()).isEqualTo(124);
    assertThat(late.err()).contains("demarc: TO time-out after 700ms");
  }

  @Test
  void aProgramThatIsNotThereIs127() throws IOException {
    Files.delete(folder.resolve("component.sh"));
    assertThat(call("hello\n").exit()).isIn(125, 127);
  }

  @Test
  void theRecordIsOneObject() throws IOException {
    new Shell(folder).input("hello\n").run("run", "contract.yaml", "--record", "record.json");
    JsonNode record = JsonMapper.shared().readTree(Files.readString(folder.resolve("record.json")));
    assertThat(record.at("/outcome").stringValue()).isEqualTo("OK");
    assertThat(record.at("/contract").stringValue()).startsWith("echo@sha256:");
    assertThat(record.at("/level").stringValue()).matches("L[0-4]");
    assertThat(record.at("/exit").isMissingNode()).isFalse();
    assertThat(record.at("/wallMicros").longValue()).isPositive();
  }

  @Test
  void manyFilesGetOneRecordEachInTheOrderOfTheArguments() throws IOException {
    Files.writeString(folder.resolve("c.txt"), "hello\n");
    Files.writeString(folder.resolve("a.txt"), "UPPER\n");
    Files.writeString(folder.resolve("b.txt"), "\ufeffworld\r\n");
    Files.createDirectories(folder.resolve("out"));
    Files.writeString(folder.resolve("out/a.txt.out"), "of an earlier run\n");
    Shell.Answer answer =
        new Shell(folder)
            .input("a.txt\nb.txt\n")
            .run("run", "contract.yaml", "c.txt", "--files-from", "-", "--out", "out");
    assertThat(answer.exit()).isEqualTo(65);
    List<JsonNode> records =
        Files.readAllLines(folder.resolve("out/records.ndjson")).stream()
            .map(JsonMapper.shared()::readTree)
            .toList();
    assertThat(records)
        .extracting(record -> record.at("/file").stringValue())
        .containsExactly("c.txt", "a.txt", "b.txt");
    assertThat(records)
        .extracting(record -> record.at("/outcome").stringValue())
        .containsExactly("OK", "IV", "OK");
    assertThat(records.get(1).at("/violations/0/message").stringValue()).isNotEmpty();
    assertThat(records.get(2).at("/repairs/bom").intValue()).isEqualTo(1);
    assertThat(folder.resolve("out/c.txt.out")).hasContent("hello\n");
    assertThat(folder.resolve("out/a.txt.out")).doesNotExist();
  }

  @Test
  void oneBreachOutweighsRefusedInput() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "UPPER\n");
    Files.writeString(folder.resolve("b.txt"), "wrong\n");
    assertThat(
            new Shell(folder).run("run", "contract.yaml", "a.txt", "b.txt", "--out", "out").exit())
        .isEqualTo(76);
  }

  @Test
  void filesOfOneNameAndFilesWithoutAFolderAreRefused() throws IOException {
    Files.createDirectories(folder.resolve("x"));
    Files.writeString(folder.resolve("a.txt"), "a\n");
    Files.writeString(folder.resolve("x/a.txt"), "a\n");
    Shell.Answer twice =
        new Shell(folder).run("run", "contract.yaml", "a.txt", "x/a.txt", "--out", "out");
    assertThat(twice.exit()).isEqualTo(125);
    assertThat(twice.err()).contains("a.txt.out");
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(new Shell(folder).run("run", "contract.yaml", "a.txt").err()).contains("--out DIR");
  }
}
