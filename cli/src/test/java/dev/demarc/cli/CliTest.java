// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CliTest {

  @TempDir Path folder;

  @Test
  void theVersionIsTheOneOfTheBuild() throws IOException {
    Matcher version =
        Pattern.compile("<artifactId>demarc</artifactId>\\s*<version>([^<]+)</version>")
            .matcher(Files.readString(Path.of("../pom.xml")));
    assertThat(version.find()).isTrue();
    assertThat(Version.TEXT).isEqualTo(version.group(1));
    assertThat(new Shell(folder).run("version").out()).isEqualTo("demarc " + Version.TEXT + "\n");
  }

  @Test
  void helpListsEveryCommandOnStandardOutput() {
    Shell.Answer answer = new Shell(folder).run("--help");
    assertThat(answer.exit()).isZero();
    for (Verbs verb : Verbs.values()) {
      assertThat(answer.out()).contains("  " + verb.text() + " ");
    }
    assertThat(new Shell(folder).run().exit()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void everyCommandExplainsItself(Verbs verb) {
    String[] words = (verb.text() + " --help").split(" ", -1);
    Shell.Answer answer = new Shell(folder).run(words);
    assertThat(answer.exit()).isZero();
    assertThat(answer.out()).contains("Usage: demarc " + verb.text()).contains("--help");
    assertThat(answer.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void aMistypedCommandIsCorrected() {
    Shell.Answer answer = new Shell(folder).run("pipline", "run", ".");
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err()).contains("no command 'pipline'").contains("'pipeline'");
  }

  @Test
  void aGroupAloneListsItsCommands() {
    Shell.Answer answer = new Shell(folder).run("contract");
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err()).contains("contract lint", "contract test");
  }

  @Test
  void wrongOptionsAreUsageAndOfAWrapper125() {
    assertThat(new Shell(folder).run("contract", "lint", "--no-such").exit()).isEqualTo(2);
    assertThat(new Shell(folder).run("run", "--no-such").exit()).isEqualTo(125);
    assertThat(new Shell(folder).run("identify", "--fail-on", "worst").exit()).isEqualTo(2);
    assertThat(new Shell(folder).run("identify", "--format", "xml").err()).contains("--format xml");
  }

  @Test
  void aMissingFileIsNamedWithoutAStackTrace() {
    Shell.Answer answer = new Shell(folder).run("contract", "lint", "none.yaml");
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err()).isEqualTo("demarc: none.yaml: no such file\n");
    assertThat(new Shell(folder).run("run", "none.yaml").exit()).isEqualTo(125);
    assertThat(new Shell(folder).run("verify", "none").exit()).isEqualTo(2);
    assertThat(new Shell(folder).run("identify", "none").exit()).isEqualTo(2);
  }

  @Test
  void aStackTraceIsThereForThoseWhoAsk() {
    Shell.Answer answer =
        new Shell(folder).with("DEMARC_DEBUG", "1").run("contract", "lint", "none.yaml");
    assertThat(answer.err()).contains("NoSuchFileException").contains("\tat dev.demarc.cli");
  }

  @Test
  void colourIsOnlyForPeople() throws IOException {
    Files.writeString(folder.resolve("bad.yaml"), "a: 1\n");
    String[] lint = {"contract", "lint", "bad.yaml"};
    Shell person = new Shell(folder).terminal("out,err").with("TERM", "xterm");
    assertThat(person.run(lint).out()).contains("\u001b[31m");
    assertThat(person.with("NO_COLOR", "1").run(lint).out()).doesNotContain("\u001b");
    assertThat(new Shell(folder).terminal("out").with("TERM", "dumb").run(lint).out())
        .doesNotContain("\u001b");
    assertThat(new Shell(folder).with("TERM", "xterm").run(lint).out()).doesNotContain("\u001b");
  }

  @Test
  void lintSaysPlaceAndFixAndEnds1() throws IOException {
    Files.writeString(folder.resolve("bad.yaml"), "apiVersion: demarc.dev/v1alpha1\nkind: X\n");
    Shell.Answer answer = new Shell(folder).run("contract", "lint", "bad.yaml");
    assertThat(answer.exit()).isEqualTo(1);
    assertThat(answer.out()).contains("bad.yaml:2:").contains("high");
  }
}
