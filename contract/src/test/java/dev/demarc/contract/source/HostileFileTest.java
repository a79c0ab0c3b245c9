// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.contract.lint.Lint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is in the file: problems, never an exception. */
class HostileFileTest {
  @TempDir Path folder;

  private Problem only(Path file) {
    Reading reading = ContractReader.examine(file);
    assertThat(reading.contract()).isEmpty();
    assertThat(reading.problems()).hasSize(1);
    return reading.problems().getFirst();
  }

  private Problem only(byte[] bytes) throws IOException {
    return only(Files.write(folder.resolve("c.yaml"), bytes));
  }

  private Problem only(String text) {
    return only(SampleContracts.write(folder, text));
  }

  @Test
  void missingFilesFoldersAndSpecialFilesAreProblems() throws IOException {
    assertThat(only(folder.resolve("none.yaml")).message()).isEqualTo("The file does not exist.");
    assertThat(only(folder).message()).isEqualTo("The file is a directory.");
    assertThat(only(Path.of("/dev/zero")).message()).isEqualTo("The file is no regular file.");
    assertThat(only(new byte[SourceText.LARGEST + 1]).message())
        .isEqualTo("The file is larger than 1Mi.");
  }

  @Test
  void emptyFilesHoldNoContract() throws IOException {
    assertThat(only(new byte[0]).rule()).isEqualTo("DOC-EMPTY");
    assertThat(only("# only a comment\n").rule()).isEqualTo("DOC-EMPTY");
    assertThat(only("---\n").rule()).isEqualTo("DOC-EMPTY");
    assertThat(only("~\n").rule()).isEqualTo("DOC-EMPTY");
  }

  @Test
  void bytesThatAreNoTextAreFoundWithTheirPlace() throws IOException {
    Problem utf8 = only("kind: x\nname: \u00ff\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(utf8.message()).isEqualTo("Byte 14 (0xFF) is no UTF-8.");
    assertThat(utf8.line() + ":" + utf8.column()).isEqualTo("2:7");
    Problem nul = only("a: b\nc: \u0000".getBytes(StandardCharsets.UTF_8));
    assertThat(nul.message()).isEqualTo("The character U+0000 does not belong in a contract.");
    assertThat(nul.line() + ":" + nul.column()).isEqualTo("2:4");
    assertThat(only("kind: x".getBytes(StandardCharsets.UTF_16)).rule()).isEqualTo("DOC-ENCODING");
  }

  @Test
  void aByteOrderMarkIsRefusedAndTheRestStillRead() {
    Path file =
        SampleContracts.write(folder, "\uFEFF" + SampleContracts.text("returns.contract.yaml"));
    Problem mark = only(file);
    assertThat(mark.message()).isEqualTo("The file begins with a byte order mark.");
    assertThat(mark.fix()).isEqualTo("save it without one");
  }

  @Test
  void otherThingsThanAMappingAreRefused() {
    assertThat(only("just text\n").message()).contains("the document is 'just text'");
    assertThat(only("[1, 2]\n").message()).contains("the document is a list");
  }

  @Test
  void aSecondDocumentIsRefused() {
    Problem second =
        only(SampleContracts.text("minimal.contract.yaml") + "---\nkind: ComponentContract\n");
    assertThat(second.rule()).isEqualTo("DOC-MULTI");
    assertThat(second.line()).isEqualTo(16);
  }

  @Test
  void aliasesAreFollowedWithAWarning() {
    Reading reading =
        ContractReader.examine(
            SampleContracts.returns(
                folder,
                "return_id: {type: string, pattern: '^R[0-9]{8}$'}",
                "return_id: &id {type: string, pattern: '^R[0-9]{8}$'}",
                "sku: {type: string, pattern: '^[A-Z]{3}-[0-9]{6}$'}",
                "sku: *id"));
    assertThat(reading.problems()).extracting(Problem::rule).containsExactly("DOC-ALIAS");
    assertThat(
            reading
                .contract()
                .orElseThrow()
                .input()
                .itemSchema()
                .orElseThrow()
                .at("/properties/sku/pattern")
                .asString())
        .isEqualTo("^R[0-9]{8}$");
  }

  @Test
  void aliasesThatGrowWithoutBoundAreCut() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String before = "*a" + (i - 1);
      bomb.append(
          "a%d: &a%d [%s]\n"
              .formatted(
                  i,
                  i,
                  String.join(
                      ", ",
                      Arrays.asList(
                          before, before, before, before, before, before, before, before))));
    }
    Reading reading = ContractReader.examine(SampleContracts.write(folder, bomb.toString()));
    assertThat(reading.errors()).extracting(Problem::rule).containsExactly("DOC-ALIAS");
    assertThat(reading.errors().getFirst().message()).contains("more than 200000 values");
  }

  @Test
  void mergeKeysAndUnknownAliasesAreRefused() {
    assertThat(
            ContractReader.examine(SampleContracts.write(folder, "a: &a {b: c}\nd: {<<: *a}\n"))
                .errors())
        .anySatisfy(problem -> assertThat(problem.message()).startsWith("Merge keys"));
    assertThat(only("a: &a [*a]\n").message()).contains("has no finished anchor before it");
  }

  @Test
  void nestingIsBounded() {
    assertThat(only("a: " + "[".repeat(100_000)).rule()).isEqualTo("DOC-DEEP");
    assertThat(only("- ".repeat(50_000)).rule()).isEqualTo("DOC-DEEP");
    assertThat(only("{a: ".repeat(20_000)).rule()).isEqualTo("DOC-DEEP");
  }

  @Test
  void numbersThatCannotBeMeantAreRefused() {
    Path file = SampleContracts.returns(folder, "seed: 20240615", "seed: 1e999999999");
    assertThat(ContractReader.examine(file).problems())
        .anySatisfy(problem -> assertThat(problem.rule()).isEqualTo("DOC-NUMBER"));
  }

  @Test
  void mutilatedContractsGiveProblemsAndNoException() throws IOException {
    String[] pieces = {
      "{",
      "}",
      "[",
      ": ",
      "- ",
      "\n",
      "'",
      "&a ",
      "*a",
      "!x ",
      "---\n",
      "| ",
      "#",
      "\t",
      "~",
      "1e999",
      "$ref: '#'",
      "$dynamicRef: '#q'",
      "enum: []",
      "pattern: '('",
      "items: [1]",
      "kind: http",
      "type: [string, 3]",
      "required: [a, 1]",
      "maxLength: -1",
      "minimum: 1e300"
    };
    byte[] original =
        SampleContracts.text("returns.contract.yaml").getBytes(StandardCharsets.UTF_8);
    Random random = new Random(20260101);
    for (int i = 0; i < 60; i++) {
      StringBuilder text = new StringBuilder(new String(original, StandardCharsets.UTF_8));
      for (int change = random.nextInt(3); change >= 0; change--) {
        int at = random.nextInt(text.length());
        if (random.nextBoolean()) {
          text.delete(at, Math.min(text.length(), at + random.nextInt(30)));
        } else {
          int brace = text.indexOf("{", at);
          text.insert(brace < 0 ? at : brace + 1, pieces[random.nextInt(pieces.length)] + ", ");
        }
      }
      Path file = SampleContracts.write(folder, text.toString());
      Reading reading = ContractReader.examine(file);
      assertThat(reading.contract().isEmpty()).isEqualTo(!reading.errors().isEmpty());
      assertThat(Lint.check(reading))
          .allSatisfy(problem -> assertThat(problem.line()).isPositive());
    }
  }
}
