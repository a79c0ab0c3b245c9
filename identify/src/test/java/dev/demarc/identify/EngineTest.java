// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.demarc.evidence.gosource.exec.ExecCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

  private static final String SERVICE =
      """
      package main

      import "os/exec"

      func run() error {
      	return exec.Command("./jobs/normalize.sh", "-v").Run()
      }
      """;

  @TempDir Path root;

  @Test
  void everyProgramThatATreeStartsIsListedWithItsScript() throws IOException {
    write("service/run.go", SERVICE);
    write("service/jobs/normalize.sh", "#!/bin/sh\n");
    write("service/run_test.go", SERVICE.replace("normalize", "other"));
    write("vendor/x/x.go", SERVICE);
    IdentifyReport report = identify();
    assertThat(report.components()).hasSize(1);
    ForeignComponent component = report.components().getFirst();
    assertThat(component.command()).contains("./jobs/normalize.sh");
    assertThat(component.kind()).isEqualTo("shell");
    assertThat(component.script()).contains("service/jobs/normalize.sh");
    assertThat(component.function()).isEqualTo("run");
    assertThat(component.place().toString()).isEqualTo("service/run.go:6:9");
  }

  @Test
  void findingHasItsWordsItsExcerptAndItsPlace() throws IOException {
    write("a.go", SERVICE);
    Finding finding = identify().findings().getFirst();
    assertThat(finding.rule()).isEqualTo(RuleId.of("toy/command"));
    assertThat(finding.evidence().getFirst().text()).startsWith("return exec.Command(");
    assertThat(finding.docs()).isEqualTo("risks/toy#command");
    assertThat(finding.fingerprint()).matches("1:[0-9a-f]{32}");
  }

  @Test
  void fingerprintSurvivesMovedCodeAndTellsEqualLinesApart() throws IOException {
    String twice = SERVICE + SERVICE.substring(SERVICE.indexOf("func")).replace("run", "again");
    write("a.go", twice);
    List<String> before = identify().findings().stream().map(Finding::fingerprint).toList();
    write("a.go", twice.replace("func run", "\n\n// moved\nfunc run"));
    List<String> after = identify().findings().stream().map(Finding::fingerprint).toList();
    assertThat(before).hasSize(2).doesNotHaveDuplicates();
    assertThat(after).isEqualTo(before);
  }

  @Test
  void sameTreeGivesTheSameReportWithoutAnAbsolutePath() throws IOException {
    write("a.go", SERVICE);
    write("bad.go", "package main\nfunc (\n");
    String one = identify().tree().toString();
    String other = identify().tree().toString();
    assertThat(one).isEqualTo(other).doesNotContain(root.toString());
    assertThat(identify().problems()).hasSize(1);
  }

  @Test
  void treeHasTheShapeOfTheSchema() throws IOException {
    write("a.go", SERVICE);
    Map<String, Object> tree = identify().tree();
    assertThat(tree.keySet())
        .containsExactly(
            "schema",
            "tool",
            "settings",
            "inputs",
            "leftOut",
            "counts",
            "findings",
            "undecided",
            "ruledOut",
            "subjects",
            "components",
            "problems",
            "suppressed",
            "baseline");
    assertThat(String.valueOf(tree.get("findings")))
        .startsWith("[{rule=toy/command, severity=high, maturity=incubating, message=");
  }

  @Test
  void suppressionNeedsItsRuleADateAndAReason() throws IOException {
    assertThat(suppressed("//demarc:ignore toy/command until=2027-03-31 reason=known")).isTrue();
    assertThat(suppressed("//demarc:ignore toy/command until=2026-11-24 reason=last day")).isTrue();
    assertThat(suppressed("//demarc:ignore toy/command until=2026-11-23 reason=over")).isFalse();
    assertThat(suppressed("//demarc:ignore toy/command until=2027-03-31")).isFalse();
    assertThat(suppressed("//demarc:ignore toy/other until=2027-03-31 reason=x")).isFalse();
    assertThat(suppressed("//nolint:gosec // checked")).isTrue();
    assertThat(suppressed("//nolint:errcheck")).isFalse();
    assertThat(suppressed("// #nosec G204 -- checked")).isTrue();
    assertThat(suppressed("// #nosec G101")).isFalse();
  }

  @Test
  void expiredSuppressionIsSaidInTheMessage() throws IOException {
    String comment = "//demarc:ignore toy/command until=2026-11-23 reason=over";
    write("a.go", SERVICE.replace("\treturn", "\t" + comment + "\n\treturn"));
    Finding finding = identify().findings().getFirst();
    assertThat(finding.message())
        .isEqualTo("Its suppression expired on 2026-11-23. A command is made.");
    assertThat(finding.severity()).isEqualTo(Severity.HIGH);
    assertThat(finding.evidence().getLast().kind()).isEqualTo("suppression");
    assertThat(finding.evidence().getLast().text()).isEqualTo(comment);
    assertThat(finding.evidence().getLast().place().orElseThrow().toString()).isEqualTo("a.go:6:2");
  }

  @Test
  void manyFoldersGiveTheSameReportInTheOrderOfPaths() throws IOException {
    for (int i = 0; i < 60; i++) {
      write("p" + i + "/run.go", SERVICE);
    }
    IdentifyReport report = identify();
    assertThat(report.findings()).hasSize(60).isSortedAccordingTo(Finding.ORDER);
    for (int i = 0; i < 5; i++) {
      assertThat(identify().tree()).isEqualTo(report.tree());
    }
  }

  private boolean suppressed(String comment) throws IOException {
    write("a.go", SERVICE.replace(".Run()", ".Run() " + comment));
    boolean onLine = identify().suppressed().size() == 1;
    write("a.go", SERVICE.replace("\treturn", "\t" + comment + "\n\treturn"));
    boolean above = identify().suppressed().size() == 1;
    assertThat(above).as(comment).isEqualTo(onLine);
    return onLine;
  }

  @Test
  void symbolicLinksAreNotFollowed() throws IOException {
    write("real/a.go", SERVICE);
    Path input = Files.createDirectories(root.resolve("input"));
    Files.createSymbolicLink(input.resolve("link.go"), root.resolve("real/a.go"));
    Files.createSymbolicLink(input.resolve("dir"), root.resolve("real"));
    Files.createSymbolicLink(input.resolve("loop"), input);
    assertThat(engine().identify(input, "input").inputs().getFirst().files()).isZero();
  }

  @Test
  void oneFileIsAnInputToo() throws IOException {
    write("a.go", SERVICE);
    IdentifyReport report = engine().identify(root.resolve("a.go"), "a.go");
    assertThat(report.inputs().getFirst().kind()).isEqualTo("file");
    assertThat(report.findings()).hasSize(1);
  }

  @Test
  void userPartOfAUrlIsNotPrinted() throws IOException {
    write("a.go", SERVICE.replace("-v", "https://canary:canary2@example.org/x"));
    assertThat(identify().tree().toString())
        .contains("https://…@example.org")
        .doesNotContain("canary");
  }

  @Test
  void weakerRuleAtTheSamePlaceBecomesEvidence() throws IOException {
    write("a.go", SERVICE);
    Risk both =
        new Toy(
            List.of(
                new EveryCommand("toy/command", Severity.HIGH),
                new EveryCommand("toy/again", Severity.LOW)));
    IdentifyReport report =
        Engine.of(Settings.standard("test", TODAY), List.of(both)).identify(root, ".");
    assertThat(report.findings()).hasSize(1);
    assertThat(report.findings().getFirst().rule().rule()).isEqualTo("command");
    assertThat(report.findings().getFirst().evidence())
        .extracting(Fact::kind, Fact::text)
        .contains(tuple("rule", "toy/again"));
    assertThat(report.fails()).isTrue();
  }

  @Test
  void missingInputIsAnError() {
    assertThatThrownBy(() -> engine().identify(root.resolve("none"), "none"))
        .isInstanceOf(IOException.class);
  }

  private IdentifyReport identify() throws IOException {
    return engine().identify(root, ".");
  }

  private static Engine engine() {
    return Engine.of(
        Settings.standard("test", TODAY),
        List.of(new Toy(List.of(new EveryCommand("toy/command", Severity.HIGH)))));
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private record Toy(List<Rule> rules) implements Risk {
    @Override
    public String id() {
      return "toy";
    }

    @Override
    public String title() {
      return "Every command";
    }
  }

  private record EveryCommand(String name, Severity severity) implements Rule {
    @Override
    public RuleId id() {
      return RuleId.of(name);
    }

    @Override
    public Maturity maturity() {
      return Maturity.INCUBATING;
    }

    @Override
    public String why() {
      return "Toy.";
    }

    @Override
    public String fix() {
      return "None.";
    }

    @Override
    public List<String> peers() {
      return List.of("gosec:G204");
    }

    @Override
    public Stream<Match> findIn(Evidence evidence) {
      return evidence
          .of(ExecCall.class)
          .map(call -> Match.at(call.call().place(), "A command is made."));
    }
  }
}
