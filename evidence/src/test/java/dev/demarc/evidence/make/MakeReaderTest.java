// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.make;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.environment.Setting;
import dev.demarc.evidence.shell.ShellCommand;
import dev.demarc.evidence.shell.ShellScript;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MakeReaderTest {
  private static final String FILE =
      """
      # build
      GO ?= go
      VERSION := $(shell git describe)
      FLAGS = -trimpath \\
        -v
      export GOSUMDB = off
      export CGO_ENABLED
      CGO_ENABLED := 0
      LATER += x # no more
      include a.mk $(B)/b.mk

      define HELP
      a: not a rule
      endef

      .PHONY: all
      all: build | dir ; @echo hi
      build: export GOOS = linux
      build: $(wildcard *.go) go.mod
      \t@$(GO) build $(FLAGS) -o $@ \\
      \t  ./cmd
      ifeq ($(X),1)
      \t-for f in *.go; do gofmt -l $$f; done
      endif
      \tGOPROXY=direct $(GO) mod tidy

      %.o: %.c
      \tcc $<
      """;

  @Test
  void variablesHaveTheirFlavourAndPlace() {
    Makefile file = file(FILE);
    assertThat(file.variables().stream().map(one -> one.name() + one.flavour()))
        .containsExactly(
            "GO?=",
            "VERSION:=",
            "FLAGS=",
            "GOSUMDB=",
            "CGO_ENABLED:=",
            "LATER+=",
            "HELPdefine",
            "GOOS=");
    assertThat(file.value("FLAGS")).contains("-trimpath  -v");
    assertThat(file.value("LATER")).contains("x");
    assertThat(file.variables().get(3).place().toString()).isEqualTo("Makefile:6:8");
    assertThat(file.variables().getLast().target()).isEqualTo("build");
    assertThat(file.includes()).containsExactly("a.mk", "$(B)/b.mk");
  }

  @Test
  void exportedVariablesAndRecipesSetTheEnvironment() {
    assertThat(
            read(FILE).stream()
                .filter(Setting.class::isInstance)
                .map(one -> ((Setting) one).name() + "=" + ((Setting) one).value()))
        .containsExactly("GOSUMDB=off", "CGO_ENABLED=0", "GOOS=linux", "GOPROXY=direct");
  }

  @Test
  void recipesAreScripts() {
    Makefile file = file(FILE);
    assertThat(file.rules().stream().map(rule -> String.join(" ", rule.targets())))
        .containsExactly(".PHONY", "all", "build", "%.o");
    MakeRule build = file.rule("build").orElseThrow();
    assertThat(build.prerequisites()).containsExactly("$(wildcard *.go)", "go.mod");
    ShellScript recipe = build.recipe().orElseThrow();
    assertThat(recipe.commands().stream().map(ShellCommand::toString))
        .containsExactly(
            "go build -trimpath -v -o ${MAKE} ./cmd", "gofmt -l $f", ":", "go mod tidy");
    assertThat(recipe.commands().getFirst().place().toString()).isEqualTo("Makefile:20:3");
    assertThat(recipe.commands().get(1).place().line()).isEqualTo(23);
    assertThat(recipe.commands().get(1).isStatusTested()).isTrue();
    assertThat(file.rule("all").orElseThrow().recipe().orElseThrow().commands().getFirst().texts())
        .containsExactly("echo", "hi");
  }

  @Test
  void referencesAreKept() {
    assertThat(file(FILE).references().stream().map(MakeReference::text))
        .contains("shell git describe", "GO", "FLAGS", "@", "wildcard *.go", "<");
    Makefile lost = file("a:\n\techo $(git describe) $${x}\n");
    assertThat(lost.references()).hasSize(1);
    assertThat(lost.references().getFirst().name()).isEqualTo("git");
    assertThat(lost.references().getFirst().place().toString()).isEqualTo("Makefile:2:7");
    assertThat(lost.rules().getFirst().recipe().orElseThrow().commands().getFirst().texts())
        .containsExactly("echo", "${MAKE}", "${x}");
  }

  @Test
  void anyTextIsRead() {
    Random random = new Random(11);
    List<String> parts =
        List.of(
            "a",
            ":",
            "=",
            "\n",
            "\t",
            "$",
            "(",
            ")",
            "{",
            "}",
            "\\\n",
            "#",
            ";",
            "define ",
            "endef",
            "export ",
            "include ",
            "?",
            "+",
            " ",
            "@",
            "-",
            "ifeq ",
            "é",
            "$(shell ");
    for (int i = 0; i < 2000; i++) {
      StringBuilder noise = new StringBuilder();
      for (int j = random.nextInt(100); j > 0; j--) {
        noise.append(parts.get(random.nextInt(parts.size())));
      }
      assertThat(read(noise.toString())).isNotEmpty();
    }
    for (String part : List.of("$(", "a:", "a=", "define x\n", "\\\n", "A=$(A)$(A)\n", "$(A) ")) {
      assertThat(read(part.repeat(20_000))).isNotEmpty();
      assertThat(read("a:\n\t" + part.repeat(20_000))).isNotEmpty();
    }
  }

  private static Makefile file(String text) {
    return (Makefile) read(text).getFirst();
  }

  private static List<?> read(String text) {
    return new MakeReader()
        .read(new SourceText("Makefile", text.getBytes(StandardCharsets.UTF_8)))
        .facts();
  }
}
