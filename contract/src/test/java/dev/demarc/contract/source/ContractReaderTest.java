// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.demarc.contract.Bytes;
import dev.demarc.contract.Component;
import dev.demarc.contract.Contract;
import dev.demarc.contract.Cpu;
import dev.demarc.contract.DemarcException;
import dev.demarc.contract.Input;
import dev.demarc.contract.ItemLimits;
import dev.demarc.contract.Level;
import dev.demarc.contract.Lifecycle;
import dev.demarc.contract.Lines;
import dev.demarc.contract.Output;
import dev.demarc.contract.Relation;
import dev.demarc.contract.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContractReaderTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "minimal.contract.yaml",
        "rates-saas.contract.yaml",
        "returns.contract.yaml",
        "returns.ungoverned.contract.yaml",
        "scorer.contract.yaml",
        "scorer-fallback.contract.yaml"
      })
  void everyShippedContractReads(String name) {
    Reading reading =
        ContractReader.examine(SampleContracts.write(folder, SampleContracts.text(name)));
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.contract()).isPresent();
  }

  @Test
  void everyDocumentOfTheAnnotatedContractReads() throws IOException {
    Files.writeString(
        folder.resolve("openapi.yaml"),
        "components: {schemas: {Row: {type: object, properties: {id: {type: string}}}}}");
    for (String document : SampleContracts.text("annotated.yaml").split("(?m)^---\n", -1)) {
      Reading reading = ContractReader.examine(SampleContracts.write(folder, document));
      assertThat(reading.problems()).isEmpty();
      assertThat(reading.contract()).isPresent();
    }
  }

  @Test
  void defaultsAreThoseOfTheVocabulary() {
    Contract contract =
        ContractReader.read(
            SampleContracts.write(
                folder,
                """
                apiVersion: demarc.dev/v1alpha1
                kind: ComponentContract
                metadata: {name: slugify, version: 1.0.0}
                spec:
                  component: {command: [./slugify.sh]}
                  input: {mediaType: text/csv}
                  output: {mediaType: text/plain}
                """));
    assertThat(contract.component().kind()).isEqualTo(Component.Kind.PROCESS);
    assertThat(contract.component().workingDir()).isEqualTo(".");
    Input input = contract.input();
    assertThat(input.bom()).isEqualTo(Input.Bom.FORBID);
    assertThat(input.charsets()).containsExactly("utf-8");
    assertThat(input.malformed()).isEqualTo(Input.Malformed.REJECT);
    assertThat(input.newlines()).isEqualTo(Input.Newlines.KEEP);
    assertThat(input.limits()).isEqualTo(ItemLimits.DEFAULT);
    assertThat(input.csv())
        .contains(
            new Input.Csv(
                ',',
                '"',
                true,
                List.of(),
                Input.FieldsMatch.EXACT,
                List.of(""),
                List.of(),
                Input.Ragged.FORBID,
                false,
                Input.Terminator.ANY));
    Output output = contract.output();
    assertThat(output.lines()).isEqualTo(Lines.ANY);
    assertThat(output.bom()).isEqualTo(Input.Bom.FORBID);
    assertThat(output.stderr()).isEmpty();
    Lifecycle lifecycle = contract.lifecycle();
    assertThat(lifecycle)
        .isEqualTo(
            new Lifecycle(
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                new Lifecycle.Stop("SIGTERM", Duration.ofSeconds(5)),
                List.of(0),
                List.of(),
                List.of(),
                1,
                false,
                Lifecycle.Orphans.FORBID));
    assertThat(contract.resources().limits()).isEqualTo(Resources.Limits.DEFAULT);
    assertThat(contract.isolation().minLevel()).isEqualTo(Level.L0);
    assertThat(contract.isolation().network()).isEqualTo("none");
    assertThat(contract.isolation().tmp()).isEqualTo(Bytes.parse("64Mi"));
    assertThat(contract.tests().cases()).isEqualTo(1000);
    assertThat(contract.tests().time()).isEqualTo(Duration.ofSeconds(60));
    assertThat(contract.tests().faults()).contains("bom", "ragged-less");
    assertThat(contract.tests().lifecycle())
        .containsExactly("sigterm-idle", "sigterm-busy", "double-fork");
    assertThat(contract.tests().undecidedFails()).isFalse();
  }

  @Test
  void everyKeyOfTheReturnsContractArrives() {
    Contract contract = ContractReader.read(SampleContracts.returns(folder));
    assertThat(contract.digest()).matches("sha256:[0-9a-f]{64}");
    assertThat(contract.metadata().labels()).isEqualTo(Map.of("data", "returns"));
    assertThat(contract.input().bom()).isEqualTo(Input.Bom.STRIP);
    assertThat(contract.input().newlines()).isEqualTo(Input.Newlines.LF);
    assertThat(contract.input().csv().orElseThrow().primaryKey()).containsExactly("return_id");
    assertThat(contract.input().limits().bytes()).isEqualTo(Bytes.parse("256Mi"));
    assertThat(contract.input().limits().items()).hasValue(1_000_000);
    assertThat(contract.input().limits().itemBytes()).isEqualTo(Bytes.parse("64Ki"));
    assertThat(contract.input().itemSchema().orElseThrow().path("properties").propertyNames())
        .containsExactly(
            "return_id", "order_id", "sku", "qty", "reason", "amount", "currency", "comment");
    assertThat(contract.output().stderr().orElseThrow().pattern())
        .isEqualTo("^(INFO|WARN|REJECT) ");
    assertThat(contract.output().lines().finalNewlineRequired()).isTrue();
    assertThat(contract.output().relations())
        .extracting(Relation::id)
        .containsExactly("no-mark", "conserve", "keys", "columns", "mark-changes-nothing");
    assertThat(contract.output().relations().getFirst())
        .isEqualTo(new Relation.NoCodePoint("no-mark", List.of(0xFEFF)));
    assertThat(contract.output().relations().getLast())
        .isEqualTo(new Relation.Metamorphic("mark-changes-nothing", Relation.Transform.ADD_BOM));
    assertThat(((Relation.FieldPreserved) contract.output().relations().get(3)).fields().keySet())
        .containsExactly("order_id", "sku", "qty", "reason", "currency");
    assertThat(contract.lifecycle().timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(contract.lifecycle().rejectCodes()).containsExactly(65);
    assertThat(contract.lifecycle().concurrency()).isEqualTo(4);
    Resources.Limits limits = contract.resources().limits();
    assertThat(limits.memory()).contains(Bytes.parse("128Mi"));
    assertThat(limits.cpu()).contains(new Cpu(500));
    assertThat(limits.pids()).hasValue(32);
    assertThat(contract.resources().observed().latency())
        .isEqualTo(Map.of("p99", Duration.ofMillis(1500)));
    assertThat(contract.tests().seed()).isEqualTo(20240615);
    assertThat(contract.tests().coverage()).containsEntry("mutants", 0.9);
  }

  @Test
  void theArticlesBomCheckMeansStrip() {
    Contract contract =
        ContractReader.read(
            SampleContracts.returns(folder, "    bom: strip  ", "    bom_check: true  "));
    assertThat(contract.input().bom()).isEqualTo(Input.Bom.STRIP);
  }

  @Test
  void keysMayDifferBetweenInputAndOutput() {
    Contract contract =
        ContractReader.read(
            SampleContracts.returns(
                folder, "rule: keyPreserved, key: return_id", "rule: keyPreserved, key: [a, b]"));
    assertThat(contract.output().relations().get(2))
        .isInstanceOfSatisfying(
            Relation.KeyPreserved.class,
            keys -> {
              assertThat(keys.inputKey()).isEqualTo("a");
              assertThat(keys.outputKey()).isEqualTo("b");
            });
  }

  @Test
  void aFileThatIsNoContractIsAUsageErrorThatListsEveryProblem() {
    Path file =
        SampleContracts.returns(folder, "timeout: 3s", "timeout: 3", "bom: strip", "bom: stripp");
    assertThatThrownBy(() -> ContractReader.read(file))
        .isInstanceOfSatisfying(
            DemarcException.class,
            error -> {
              assertThat(error.kind()).isEqualTo(DemarcException.Kind.USAGE);
              assertThat(error).hasMessageContaining("is no valid contract: 2 problems");
              assertThat(error.details()).hasSize(2);
              assertThat(error.details().getFirst()).startsWith(file + ":20:10: high DOC-SCHEMA: ");
              assertThat(error.remedy()).isEqualTo("write strip");
            });
  }

  @Test
  void problemsComeInOrderOfPlace() {
    Reading reading =
        ContractReader.examine(
            SampleContracts.returns(
                folder, "timeout: 3s", "timeout: 3", "bom: strip", "bom: stripp"));
    assertThat(reading.problems()).extracting(Problem::line).isSorted();
    assertThat(reading.contract()).isEqualTo(Optional.empty());
  }
}
