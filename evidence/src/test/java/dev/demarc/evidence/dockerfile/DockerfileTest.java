// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.SourceText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The grammar, after the behaviour that BuildKit's own tests of its parser describe. */
class DockerfileTest {
  private static Dockerfile read(String text) {
    return Dockerfile.read(new SourceText("Dockerfile", text.getBytes(UTF_8)));
  }

  private static List<Instruction> body(String text) {
    return read("FROM a\n" + text).stages().getFirst().instructions();
  }

  private static Instruction one(String text) {
    return body(text).getFirst();
  }

  private static List<String> faults(String text) {
    return read(text).problems().stream().map(Problem::text).toList();
  }

  @Test
  void continuedLinesLoseTheEscapeCommentsAndEmptyLines() {
    Instruction run =
        one("RUN apt-get update \\\n  # a comment\n\n   && apt-get \\  \n install x\nRUN b");
    assertThat(run.text()).isEqualTo("apt-get update    && apt-get  install x");
    int at = run.line().text().indexOf("install");
    assertThat(run.line().place(at, at + 7).toString()).isEqualTo("Dockerfile:6:2");
    assertThat(run.line().place(at, at + 7).endColumn()).isEqualTo(9);
  }

  @Test
  void doubledEscapeAndEscapeAloneAtTheEndOfALine() {
    assertThat(body("RUN a \\\\\nRUN b")).hasSize(2);
    assertThat(body("RUN a\\\n\\\nb")).hasSize(1);
    assertThat(one("RUN a\\\n\\\nb").text()).isEqualTo("ab");
  }

  @Test
  void escapeDirectiveByteOrderMarkAndShebang() {
    Dockerfile file =
        read(
            "\uFEFF#!/usr/bin/env x\r\n# Syntax = s/f:1\r\n# escape=`\r\nFROM w\r\nRUN a `\r\n  b\\\r\n");
    assertThat(file.directives()).containsEntry("escape", "`").containsEntry("syntax", "s/f:1");
    assertThat(file.stages().getFirst().instructions().getFirst().text()).isEqualTo("a   b\\");
    assertThat(file.problems()).isEmpty();
  }

  @Test
  void directivesEndWithTheFirstOtherLine() {
    assertThat(read("# about\n# escape=`\nFROM a").directives()).isEmpty();
    assertThat(read("\n# escape=`\nFROM a").directives()).isEmpty();
    assertThat(faults("# escape=`\n# escape=`\nFROM a"))
        .containsExactly("the directive escape stands twice");
  }

  @Test
  void instructionsMayBeInAnyCaseAndFlagsStandInFront() {
    Instruction copy = one("copy --from=build --chown='a b' -- /x y");
    assertThat(copy.keyword()).isEqualTo("COPY");
    assertThat(copy.flag("from").map(Flag::value)).contains("build");
    assertThat(copy.flag("chown").map(Flag::value)).contains("a b");
    assertThat(copy.words()).extracting(Word::text).containsExactly("/x", "y");
  }

  @Test
  void arrayOfStringsIsTheExecFormAndAnythingElseIsNot() {
    assertThat(one("CMD [ \"a\", \"b\\u0041\\n\" ]").exec()).contains(List.of("a", "bA\n"));
    assertThat(one("CMD []").exec()).contains(List.of());
    for (String shell : List.of("['a']", "[\"a\"", "[\"a\",]", "[\"a\"] b", "[1]", "a")) {
      assertThat(one("CMD " + shell).exec()).as(shell).isEmpty();
      assertThat(one("CMD " + shell).isShellForm()).isTrue();
    }
  }

  @Test
  void pairsOfEnvArgAndLabel() {
    assertThat(one("ENV a=1 b=\"x y\" c=p\\ q d='$e'").pairs())
        .extracting(pair -> pair.name() + "|" + pair.value().map(Word::text).orElse("-"))
        .containsExactly("a|1", "b|\"x y\"", "c|p\\ q", "d|'$e'");
    assertThat(one("ENV name  the \"rest\" of it ").pairs())
        .extracting(pair -> pair.name() + "|" + pair.value().map(Word::text).orElse("-"))
        .containsExactly("name|the \"rest\" of it");
    assertThat(one("ARG a b=1").pairs())
        .extracting(pair -> pair.name() + "|" + pair.value().map(Word::text).orElse("-"))
        .containsExactly("a|-", "b|1");
    assertThat(one("ENV a=1 \\\n    b=2").pairs().get(1).place().toString())
        .isEqualTo("Dockerfile:3:5");
  }

  @Test
  void documents() {
    assertThat(document("RUN <<EOF\na\nb\nEOF\nRUN c")).isEqualTo("EOF true false a\nb\n");
    assertThat(document("RUN 3<<EMPTY\nEMPTY")).isEqualTo("EMPTY true false ");
    assertThat(document("RUN <<-'E'\n\ta\n\tE")).isEqualTo("E false true a\n");
    assertThat(document("RUN <<eo'f'\na\neof")).isEqualTo("eof false false a\n");
    assertThat(document("RUN <<eo\\'f\na\neo'f")).isEqualTo("eo'f true false a\n");
    assertThat(document("RUN <<'one two'\na\none two")).isEqualTo("one two false false a\n");
    assertThat(document("RUN << EOF > f\nEOF")).isEqualTo("EOF true false ");
    assertThat(document("RUN --mount=type=cache,target=/c <<M\nx # y\nM"))
        .isEqualTo("M true false x # y\n");
    assertThat(one("RUN \"<<NO\"").heredocs()).isEmpty();
    assertThat(one("RUN [\"<<NO\"]").heredocs()).isEmpty();
    assertThat(one("USER <<NO").heredocs()).isEmpty();
    assertThat(one("COPY <<X <<Y /d\nY\nX\nX\nY\n").heredocs())
        .extracting(d -> d.content().text())
        .containsExactly("Y\n", "X\n");
  }

  private static String document(String text) {
    Heredoc one = one(text).heredocs().getFirst();
    return one.name() + " " + one.expands() + " " + one.withoutTabs() + " " + one.content().text();
  }

  @Test
  void scriptIsWhatTheShellReads() {
    assertThat(one("RUN <<EOF\nset -e\nmake\nEOF").script().text()).isEqualTo("set -e\nmake\n");
    assertThat(one("RUN cat <<A && b\nx\nA").script().text()).isEqualTo("cat <<A && b\nx\nA");
    assertThat(one("RUN a \\\n  && b").script().text()).isEqualTo("a   && b");
    assertThat(one("RUN cat <<A\nx y\nA").script().place(10, 11).toString())
        .isEqualTo("Dockerfile:3:3");
  }

  @Test
  void whatIsWrongIsAProblemAndTheRestIsRead() {
    assertThat(faults("FROM a\nRNU x\nENV\nENV A\nRUN <<E\nx"))
        .containsExactly(
            "unknown instruction",
            "ENV without a name",
            "ENV needs a value",
            "the here-document E has no end");
    assertThat(faults("FROM a\nRUN " + "x".repeat(70_000))).hasSize(1);
  }

  @Test
  void triggerOfOnbuildIsRead() {
    Optional<Instruction> trigger = one("ONBUILD RUN go build").trigger();
    assertThat(trigger.map(Instruction::keyword)).contains("RUN");
    assertThat(trigger.map(Instruction::text)).contains("go build");
  }

  @Test
  void readerTakesDockerfilesByName() {
    DockerfileReader reader = new DockerfileReader();
    for (String yes :
        List.of(
            "Dockerfile", "a/Dockerfile.dev", "b.Dockerfile", "c.dockerfile", "Containerfile")) {
      assertThat(reader.takes(yes)).as(yes).isTrue();
    }
    assertThat(reader.takes("Dockerfile.dockerignore")).isFalse();
    assertThat(reader.takes("dockerfile.go")).isFalse();
    assertThat(reader.takes("parser/Dockerfile.go")).isFalse();
    assertThat(reader.takes("docs/Dockerfile.md")).isFalse();
    byte[] manual = "% DOCKERFILE(5)\n# NAME\nFrom here on".getBytes(UTF_8);
    assertThat(reader.read(new SourceText("Dockerfile.5.md", manual)).facts()).isEmpty();
    assertThat(reader.read(new SourceText("Dockerfile", manual)).problems()).hasSize(1);
  }

  @Test
  void ignoredPaths() {
    byte[] text = "# c\n/vendor/\n!vendor/keep\n*.md\n".getBytes(UTF_8);
    Object fact =
        new DockerIgnoreReader().read(new SourceText(".dockerignore", text)).facts().getFirst();
    DockerIgnore ignore = (DockerIgnore) fact;
    assertThat(ignore.patterns()).hasSize(3);
    assertThat(ignore.leavesOut("vendor/a")).isTrue();
    assertThat(ignore.leavesOut("vendor/keep")).isFalse();
  }
}
