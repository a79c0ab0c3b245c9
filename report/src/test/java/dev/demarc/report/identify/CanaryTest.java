// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.identify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.identify.Engine;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Risk;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Settings;
import dev.demarc.identify.Severity;
import dev.demarc.report.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A secret of the input is in no form of the report. */
class CanaryTest {
  private static final String CANARY = "c4n4ry";

  private static final String SOURCE =
      """
      package main

      import "os/exec"

      var before = "https://bot:c4n4ry1@git.example.org/a"
      var fetch = exec.Command("git", "clone", "https://bot:c4n4ry2@git.example.org/b")
      var apiToken = "c4n4ry3"
      var also = "mark c4n4ry4"
      var pass_word = "c4n4ry5"
      """;

  @TempDir Path folder;
  private IdentifyReport report = Reports.empty();

  /** A risk of one rule. */
  private record PlantedRisk() implements Risk {
    @Override
    public String id() {
      return "planted";
    }

    @Override
    public String title() {
      return "planted";
    }

    @Override
    public List<Rule> rules() {
      return List.of(new Planted());
    }
  }

  /** Fires on the line of the command, and on a line with a secret, which it hides. */
  private record Planted() implements Rule {
    @Override
    public RuleId id() {
      return RuleId.of("planted/planted");
    }

    @Override
    public Severity severity() {
      return Severity.HIGH;
    }

    @Override
    public Maturity maturity() {
      return Maturity.INCUBATING;
    }

    @Override
    public String why() {
      return "planted.";
    }

    @Override
    public String fix() {
      return "planted.";
    }

    @Override
    public Stream<Match> findIn(Evidence evidence) {
      return evidence
          .of(GoPackage.class)
          .flatMap(one ->
              Stream.of(
                  Match.at(
                      new Place("main.go", 6, 13, 6, 40),
                      "planted https://bot:c4n4ry2@git.example.org"),
                  Match.at(new Place("main.go", 8, 5, 8, 9), "planted c4n4ry4")
                      .hiding("c4n4ry4")
                      .with(
                          "go", "var also = \"mark c4n4ry4\"", new Place("main.go", 8, 1, 8, 2))));
    }
  }

  @BeforeEach
  void look() throws IOException {
    Files.writeString(folder.resolve("main.go"), SOURCE);
    report =
        Engine.of(
                Settings.standard("9.9.9", LocalDate.of(2026, 11, 24)), List.of(new PlantedRisk()))
            .identify(folder, ".");
  }

  @Test
  void thereIsSomethingToHide() {
    assertThat(report.findings()).hasSize(2);
    assertThat(report.components()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void noFormHoldsTheSecret(IdentifyFormat format) {
    Surroundings around =
        new Surroundings(new Catalogue(List.of()), "demarc", "", Style.PLAIN, Lines.below(folder));
    assertThat(format.of(report, around)).doesNotContain(CANARY).contains("planted");
  }
}
