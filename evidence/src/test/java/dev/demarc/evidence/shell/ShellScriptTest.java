// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.Passage;
import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.environment.Setting;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShellScriptTest {
  @Test
  void commandsOfPipesListsAndReservedWordsAreFound() {
    assertThat(words("if a -x 'b c' | d \"e $f\" && ! g; then h; fi >out 2>&1"))
        .containsExactly(
            List.of("a", "-x", "b c"), List.of("d", "e $f"), List.of("g"), List.of("h"));
  }

  @Test
  void commentsAndHereDocumentsAreNoCommands() {
    assertThat(words("a # b\ncat <<'END' | c\nd e\nEND\nf#g\ncat <<-E\n\tx\n\tE\nh\n"))
        .containsExactly(
            List.of("a"),
            List.of("cat"),
            List.of("c"),
            List.of("f#g"),
            List.of("cat"),
            List.of("h"));
  }

  @Test
  void continuedLineIsOneCommandAndKnowsItsPlace() {
    ShellScript script = script("\n  iconv \\\n  -c file\n");
    assertThat(script.commands()).hasSize(1);
    assertThat(script.commands().getFirst().texts()).containsExactly("iconv", "-c", "file");
    assertThat(script.commands().getFirst().place().toString()).isEqualTo("x.sh:2:3");
    assertThat(script.commands().getFirst().words().get(1).place().toString())
        .isEqualTo("x.sh:3:3");
  }

  @Test
  void programIsBehindAssignmentsAndLaunchers() {
    assertThat(program("LC_ALL=C /usr/bin/sort -u")).isEqualTo("sort");
    assertThat(program("sudo -u app env -i X=1 go build")).isEqualTo("go");
    assertThat(program("find . -print0 | xargs -0 -n 10 gofmt -l", 1)).isEqualTo("gofmt");
    assertThat(program("timeout -k 5 60s time nice -n 10 make")).isEqualTo("make");
    assertThat(program("exec \"$@\"")).isEqualTo("$@");
    assertThat(program("command -v go")).isEqualTo("command");
    assertThat(program("env")).isEqualTo("env");
    assertThat(program("X=1")).isEmpty();
    ShellCommand go = ShellScript.commands("sudo GOFLAGS=-mod=mod go mod tidy").getFirst();
    assertThat(go.runs("go", "mod", "tidy")).isTrue();
    assertThat(go.launchers()).containsExactly("sudo");
  }

  @Test
  void commandsInSubstitutionsKnowWhatTheyStandIn() {
    ShellScript script =
        script("out=$(gofmt -l . | wc -l)\nif [ -n \"`git status -s`\" ]; then exit 1; fi\n");
    ShellCommand gofmt = find(script, "gofmt");
    assertThat(gofmt.isIn(Enclosure.Kind.SUBSTITUTION)).isTrue();
    assertThat(gofmt.after()).isEqualTo(Joint.PIPE);
    ShellCommand owner = gofmt.within().getLast().command().orElseThrow();
    assertThat(owner.words()).isEmpty();
    assertThat(owner.assignments().getFirst().name()).isEqualTo("out");
    assertThat(owner.assignments().getFirst().value()).isEqualTo("$(gofmt -l . | wc -l)");
    ShellCommand git = find(script, "git");
    assertThat(git.within().getLast().command().orElseThrow().program()).isEqualTo("[");
    assertThat(git.isIn(Enclosure.Kind.CONDITION)).isTrue();
    assertThat(git.isOutputTaken()).isTrue();
    assertThat(find(script, "exit").isIn(Enclosure.Kind.CONDITION)).isFalse();
  }

  @Test
  void compoundCommandsLendTheirPipesAndTests() {
    ShellScript script =
        script(
            """
            for f in $(git ls-files '*.go'); do gofmt -l "$f"; done | grep . && exit 1
            { goimports -l .; } > out.txt
            (cd sub && golines --dry-run .) || true
            ! gci list . ; diff <(gofumpt -d .) <(true)
            plain
            """);
    assertThat(find(script, "gofmt").isOutputTaken()).isTrue();
    assertThat(find(script, "goimports").isOutputTaken()).isTrue();
    assertThat(find(script, "golines").isOutputTaken()).isFalse();
    assertThat(find(script, "golines").isStatusTested()).isTrue();
    assertThat(find(script, "gci").isNegated()).isTrue();
    assertThat(find(script, "gofumpt").isIn(Enclosure.Kind.PROCESS)).isTrue();
    assertThat(find(script, "plain").within()).isEmpty();
  }

  @Test
  void caseFunctionsAndTestsAreRead() {
    ShellScript script =
        script(
            """
            check() {
              case "$1" in
                a|b) run one ;;
                (c) run two ;;
                *) run three
              esac
              if [[ $a == "x" && ( $b < 3 ) ]]; then after; fi
            }
            function other { inner; }
            (( i++ )) ; for ((i=0;i<3;i++)); do body; done
            y=$(case x in x) deep;; esac)
            last
            """);
    assertThat(script.commands().stream().map(ShellCommand::program).filter(p -> !p.isEmpty()))
        .containsExactly("run", "run", "run", "[[", "after", "inner", "body", "deep", "last");
    assertThat(find(script, "after").within().getFirst().name()).isEqualTo("check");
    assertThat(find(script, "inner").within().getFirst().name()).isEqualTo("other");
    assertThat(find(script, "last").within()).isEmpty();
  }

  @Test
  void settingsOfEveryFormAreFound() {
    ShellScript script =
        script(
            """
            A=1 go build
            B='two words'
            export C="3" D=$x E
            env -u Q F=4 cmd
            go env -w GOSUMDB=off GOPROXY=direct
            readonly G=5; declare -x H=6
            echo "I=7" >> "$GITHUB_ENV"
            J+=8
            K=(a b)
            echo L=9
            """);
    assertThat(script.settings().stream().map(one -> one.name() + "=" + one.value()))
        .containsExactly(
            "A=1",
            "B=two words",
            "C=3",
            "D=$x",
            "F=4",
            "GOSUMDB=off",
            "GOPROXY=direct",
            "G=5",
            "H=6",
            "I=7",
            "J=8",
            "K=(a b)");
    assertThat(script.settings().stream().filter(one -> !one.constant()).map(Setting::name))
        .containsExactly("D", "J", "K");
    assertThat(script.settings().get(5).place().toString()).isEqualTo("x.sh:5:11");
  }

  @Test
  void settingsAreFoundInWordsThatAreQuotedWhole() {
    ShellScript script =
        script(
            """
            go env -w "GOSUMDB=off" 'GOFLAGS=-mod=mod -v' "GOPROXY=$P"
            export "A=1 2"
            "B=3"
            declare "-x"
            """);
    assertThat(script.settings().stream().map(one -> one.name() + "=" + one.value()))
        .containsExactly("GOSUMDB=off", "GOFLAGS=-mod=mod -v", "GOPROXY=$P", "A=1 2");
    assertThat(script.settings().stream().filter(one -> !one.constant()).map(Setting::name))
        .containsExactly("GOPROXY");
  }

  @Test
  void variablesAreNamedAndPutIn() {
    ShellScript script = script("V=v1.2.3\ngo install x@${V} y@$W \"z@$V\" ${A:-$(b $C)} '$D'\n");
    List<ShellWord> arguments = find(script, "go").arguments();
    assertThat(arguments.stream().map(ShellWord::variables))
        .containsExactly(
            List.of(), List.of("V"), List.of("W"), List.of("V"), List.of("A"), List.of());
    assertThat(script.resolve(arguments.get(1))).contains("x@v1.2.3");
    assertThat(script.resolve(arguments.get(2))).isEmpty();
    assertThat(script.resolve(arguments.get(3))).contains("z@v1.2.3");
    assertThat(find(script, "b").isIn(Enclosure.Kind.SUBSTITUTION)).isTrue();
    assertThat(arguments.get(5).isConstant()).isTrue();
  }

  @Test
  void errexitIsSeen() {
    ShellScript script = script("a\nset -euo pipefail\nb\nif c; then d; fi\nset +e\ne\n");
    assertThat(script.commands().stream().filter(script::isErrexitAt).map(ShellCommand::program))
        .containsExactly("b", "d", "set");
    assertThat(script("#!/bin/bash -e\na\n").origin().errexit()).isTrue();
  }

  @Test
  void otherShellsHaveNoCommands() {
    Passage text = Passage.whole(new SourceText("ci.yml", bytes("$x = 1; go build")));
    ScriptOrigin origin = new ScriptOrigin(ScriptOrigin.Kind.CI, "job", "pwsh", false);
    assertThat(ShellScript.of(text, origin).commands()).isEmpty();
    assertThat(ShellScript.of(text, origin).passage().text()).contains("go build");
  }

  @Test
  void settingsSayWhereTheScriptStands() {
    Passage text = Passage.whole(new SourceText("ci.yml", bytes("export X=1")));
    ScriptOrigin origin = new ScriptOrigin(ScriptOrigin.Kind.CI, "job", "bash", true);
    Setting setting = ShellScript.of(text, origin).settings().getFirst();
    assertThat(setting.source()).isEqualTo(Setting.Source.CI);
    assertThat(setting.scope()).isEqualTo("job");
    assertThat(setting.is("1")).isTrue();
  }

  @Test
  void scriptIsKnownByNameOrFirstLine() {
    assertThat(ShellScript.looksLikeOne("a.sh", bytes(""))).isTrue();
    assertThat(ShellScript.looksLikeOne("run", bytes("#!/usr/bin/env bash\n"))).isTrue();
    assertThat(ShellScript.looksLikeOne("run", bytes("#! /bin/sh -e\n"))).isTrue();
    assertThat(ShellScript.looksLikeOne("run", bytes("#!/usr/bin/python3\n"))).isFalse();
    assertThat(ShellScript.looksLikeOne("run", bytes("#"))).isFalse();
  }

  @Test
  void brokenScriptsAreReadAsFarAsTheyGo() {
    assertThat(words("if a; then b\nfor x in y; do c; fi\nd")).contains(List.of("b"), List.of("d"));
    assertThat(words("fi done } esac ) ;; a")).contains(List.of("a"));
    assertThat(words("a \"b\nc")).contains(List.of("a", "b\nc"));
    assertThat(words("a $(b `c")).contains(List.of("b", "`c"), List.of("c"));
    assertThat(words("x(")).isEmpty();
    assertThat(words("cat <<E\nnever")).containsExactly(List.of("cat"));
  }

  @Test
  void anyBytesAreRead() {
    Random random = new Random(7);
    List<String> parts =
        List.of(
            "a ", "'", "\"", "\\", "|", "&", ";", "(", ")", "<", ">", "$", "#", "`", "\n", "-", "=",
            "{", "}", "if ", "fi ", "case ", "in ", "esac ", "do ", "done ", "for ", "[[ ", "]] ",
            "<<E", "E\n", "$(", "${", "x=", "! ", "1>");
    for (int i = 0; i < 2000; i++) {
      StringBuilder noise = new StringBuilder();
      for (int j = random.nextInt(120); j > 0; j--) {
        noise.append(parts.get(random.nextInt(parts.size())));
      }
      script(noise.toString())
          .commands()
          .forEach(command -> assertThat(command.place()).isNotNull());
    }
  }

  @Test
  void deepAndLongScriptsAreRead() {
    int many = 20_000;
    for (String part :
        List.of(
            "$(",
            "`",
            "(",
            "{ ",
            "if ",
            "${a:-",
            "\"$(",
            "case x in x) ",
            "f() ",
            "a=(",
            "<(",
            "! ",
            "A=1 ",
            "<<E ",
            "$((",
            "x\\\n",
            "[[ ")) {
      assertThat(script(part.repeat(many)).settings()).isNotNull();
    }
  }

  private static ShellScript script(String text) {
    return ShellScript.read(new SourceText("x.sh", bytes(text)));
  }

  private static ShellCommand find(ShellScript script, String program) {
    return script.commands().stream()
        .filter(command -> command.program().equals(program))
        .findFirst()
        .orElseThrow();
  }

  private static String program(String text) {
    return program(text, 0);
  }

  private static String program(String text, int index) {
    return ShellScript.commands(text).get(index).program();
  }

  private static List<List<String>> words(String text) {
    return ShellScript.commands(text).stream().map(ShellCommand::texts).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
