// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.SourceText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorTest {
  private static Dockerfile read(String text) {
    return Dockerfile.read(new SourceText("Dockerfile", text.getBytes(UTF_8)));
  }

  private static Value value(Stage stage, String name) {
    return stage.variable(name).orElseThrow().value();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "a$V-b;axy.tar.gz-b",
        "${V};xy.tar.gz",
        "${V:-w};xy.tar.gz",
        "${U:-w};w",
        "${U-w};w",
        "${E:-w};w",
        "${E-w};~~",
        "${V:+w};w",
        "${U:+w};~~",
        "${E+w};w",
        "${E:+w};~~",
        "${U:-${V}};xy.tar.gz",
        "${V#x};y.tar.gz",
        "${V#*.};tar.gz",
        "${V##*.};gz",
        "${V%.*};xy.tar",
        "${V%%.*};xy",
        "${V%?};xy.tar.g",
        "${V/t/T};xy.Tar.gz",
        "${V//./-};xy-tar-gz",
        "${V//\\//-};xy.tar.gz",
        "'$V';$V",
        "~\"$V\"~;xy.tar.gz",
        "\\$V;$V",
        "$;$",
        "${V:?no};xy.tar.gz"
      })
  void expands(String word, String wanted) {
    Map<String, Value> values = Map.of("V", Value.of("xy.tar.gz"), "E", Value.of(""));
    Value got =
        new Expander('\\', 100).expand(word, name -> values.getOrDefault(name, Value.UNSET));
    assertThat(got).isEqualTo(Value.of(wanted));
  }

  @Test
  void badWordsAreUnknown() {
    for (String bad : List.of("${", "${V", "${}", "${:x}", "${U:?no}", "${V^^}", "${V/a}")) {
      assertThat(new Expander('\\', 100).expand(bad, _ -> Value.UNSET).known()).as(bad).isFalse();
    }
  }

  @Test
  void stageHasEnvAndArgOfItsParentAndTheLastWordWins() {
    Dockerfile file =
        read(
            """
            FROM scratch AS Base
            ENV A=env B=$A
            ARG A=arg C=1
            FROM base
            ENV D=${A}-$C
            FROM scratch
            COPY --from=base / /
            RUN --mount=type=bind,from=1,target=/x ls
            """);
    Stage child = file.stages().get(1);
    assertThat(child.parent()).contains(file.stages().getFirst());
    assertThat(value(child, "D").text()).isEqualTo("arg-1");
    assertThat(child.variable("A").orElseThrow().isEnv()).isFalse();
    assertThat(file.stages().getFirst().variable("A", 2).orElseThrow().isEnv()).isTrue();
    assertThat(value(child, "B").text()).isEmpty();
    Stage last = file.finalStage().orElseThrow();
    assertThat(last.variable("A")).isEmpty();
    assertThat(file.needs(last)).hasSize(3);
    assertThat(file.children(file.stages().getFirst())).containsExactly(child);
  }

  @Test
  void globalArgumentsReachAStageOnlyWhenDeclaredAgain() {
    Dockerfile file =
        read(
            "ARG V=1.26\nARG W\nFROM golang:${V}-alpine AS b\nARG V\nARG TARGETARCH\nARG W=2\nFROM $V");
    Stage stage = file.stages().getFirst();
    assertThat(stage.base().text()).isEqualTo("golang:1.26-alpine");
    assertThat(value(stage, "V").text()).isEqualTo("1.26");
    assertThat(stage.variable("V", 3)).isEmpty();
    assertThat(stage.variable("TARGETARCH").orElseThrow().origin())
        .isEqualTo(Variable.Origin.PLATFORM);
    assertThat(value(stage, "W").text()).isEqualTo("2");
    assertThat(file.stages().get(1).base().text()).isEqualTo("1.26");
  }

  @Test
  void variablesOfAnUnknownBaseAreUnknown() {
    Dockerfile file = read("FROM golang\nENV A=$GOPATH/bin\nFROM scratch\nENV A=$GOPATH/bin");
    assertThat(value(file.stages().getFirst(), "A").known()).isFalse();
    assertThat(value(file.stages().get(1), "A").text()).isEqualTo("/bin");
  }

  @Test
  void allPairsOfOneEnvSeeTheEnvironmentInFront() {
    Dockerfile file = read("FROM scratch\nENV A=1\nENV A=2 B=$A");
    assertThat(value(file.stages().getFirst(), "B").text()).isEqualTo("1");
  }

  @Test
  void shellWorkdirAndUserAreTheLastOnesBefore() {
    Dockerfile file =
        read(
            "FROM a\nUSER x\nRUN a\nSHELL [\"/bin/bash\",\"-ec\"]\nRUN b\nFROM mcr/windows/nanoserver");
    Stage stage = file.stages().getFirst();
    assertThat(stage.shell(2)).containsExactly("/bin/sh", "-c");
    assertThat(stage.shell(9)).containsExactly("/bin/bash", "-ec");
    assertThat(stage.instruction("USER", 2).map(Instruction::text)).contains("x");
    assertThat(file.stages().get(1).shell(9)).startsWith("cmd");
  }

  @Test
  void referencesOfAShell() {
    Dockerfile file =
        read(
            "FROM a\nRUN a $X '$N' \"${Y:-1}'$Z'\" \\$N # $N\nRUN x=${A} ${B:?} $1 $$ $(b $C) ${#D}");
    assertThat(file.stages().getFirst().instructions())
        .extracting(one ->
            References.in(one.script()).stream()
                .map(found -> found.name() + found.operator())
                .toList())
        .containsExactly(List.of("X", "Y:-", "Z"), List.of("A", "B:?", "C"));
  }
}
