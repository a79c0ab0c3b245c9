// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the forms of a report go. */
class OutputsTest {
  private static final String SOURCE =
      """
      package svc

      import "os/exec"

      func Run(name string) {
      \t_ = exec.Command("sh", "-c", "ls "+name).Run()
      }
      """;

  @TempDir Path folder;

  @BeforeEach
  void sources() throws IOException {
    Files.createDirectories(folder.resolve("svc"));
    Files.writeString(folder.resolve("svc/main.go"), SOURCE);
  }

  private Shell.Answer identify(String... arguments) {
    return new Shell(folder)
        .run(Stream.concat(Stream.of("identify"), Stream.of(arguments)).toArray(String[]::new));
  }

  @Test
  void aFormWithAFileGoesThereAndTheTextStaysOnStandardOutput() throws IOException {
    Shell.Answer answer = identify("svc", "--format", "sarif", "-o", "out/demarc.sarif");
    assertThat(answer.exit()).isEqualTo(1);
    assertThat(answer.out())
        .startsWith("high process-boundary/shell-with-variable  svc/main.go:6:6");
    assertThat(Files.readString(folder.resolve("out/demarc.sarif")))
        .contains("\"uri\" : \"svc/main.go\"");
    try (Stream<Path> left = Files.list(folder.resolve("out"))) {
      assertThat(left).hasSize(1); // written whole, and nothing beside it
    }
  }

  @Test
  void theCaretStandsUnderTheCallBetweenItsNeighbours() {
    List<String> lines = identify("svc").out().lines().toList();
    int at = lines.indexOf("      6 |     _ = exec.Command(\"sh\", \"-c\", \"ls \"+name).Run()");
    assertThat(at).isPositive();
    assertThat(lines.get(at - 1)).isEqualTo("      5 | func Run(name string) {");
    assertThat(lines.get(at + 1)).startsWith("        |         ^~~~");
    assertThat(lines.get(at + 2)).isEqualTo("      7 | }");
  }

  @Test
  void severalFormsGoToSeveralFilesAndOneToStandardOutput() throws IOException {
    Shell.Answer answer =
        identify(
            "--format", "json", "--format", "html", "-o", "a.html", "-o", "b.md", "-o", "c.xml");
    assertThat(answer.out()).startsWith("{").contains("demarc/identify/1");
    assertThat(Files.readString(folder.resolve("a.html"))).startsWith("<!doctype html>");
    assertThat(Files.readString(folder.resolve("b.md"))).contains("### Demarc: 1 high");
    assertThat(Files.readString(folder.resolve("c.xml"))).contains("<testsuites");
    assertThat(identify("--format", "gitlab", "-o", "-").out()).startsWith("[");
  }

  @Test
  void whatCannotBeMeantIsUsage() {
    assertThat(identify("--format", "json", "--format", "sarif").err())
        .contains("--format json and --format sarif cannot both go to standard output");
    assertThat(identify("-o", "report").err()).contains("does not say in which format");
    Shell.Answer unknown = identify("--format", "sarf");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains("text, json, sarif, markdown, junit, gitlab, github, html");
  }

  @Test
  void aFailureIsJsonOnlyWhenStandardOutputIs() {
    assertThat(identify("--format", "json", "--fail-on", "worst").out()).contains("demarc/error/1");
    assertThat(identify("--format", "json", "-o", "x.json", "--fail-on", "worst").out()).isEmpty();
  }

  @Test
  void githubIsAskedForAndNeverGuessed() {
    Shell.Answer answer =
        new Shell(folder)
            .with("GITHUB_ACTIONS", "true")
            .with("GITHUB_STEP_SUMMARY", folder.resolve("summary.md").toString())
            .run("identify");
    assertThat(answer.out()).doesNotContain("::error");
    assertThat(folder.resolve("summary.md")).doesNotExist();
    assertThat(identify("--format", "github").out()).startsWith("::error file=svc/main.go,line=6,");
  }
}
