// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.demarc.evidence.gosource.GoPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user says of rules, and what a project's baseline knows. */
class ChoicesTest {
  private static final Settings STANDARD = Settings.standard("test", LocalDate.of(2026, 11, 24));

  @TempDir Path root;

  @BeforeEach
  void source() throws IOException {
    Files.writeString(root.resolve("a.go"), "package a\n\nfunc one() {}\n\nfunc two() {}\n");
  }

  @Test
  void ruleIsOffByItsOwnNameOrByItsRisk() throws IOException {
    assertThat(found(STANDARD)).hasSize(2);
    assertThat(found(choosing("toy/functions", off()))).isEmpty();
    assertThat(found(choosing("toy", off()))).isEmpty();
  }

  @Test
  void ownNameOfARuleBeatsItsRisk() throws IOException {
    Map<String, Choices.Choice> both = Map.of("toy", off(), "toy/functions", on());
    assertThat(found(STANDARD.choosing(new Choices(both, Set.of())))).hasSize(2);
  }

  @Test
  void sandboxRuleIsOnWhenItIsNamed() throws IOException {
    assertThat(found(choosing("toy/draft", on()))).hasSize(3);
    assertThat(found(STANDARD.choosing(new Choices(Map.of(), Set.of("toy/draft"))))).hasSize(1);
    assertThat(found(STANDARD.choosing(new Choices(Map.of(), Set.of("toy"))))).hasSize(2);
  }

  @Test
  void ruleThatAnOptionAsksForStaysOffWhereItsNameOrItsRiskIsOff() throws IOException {
    assertThat(found(asking(Map.of()))).hasSize(3);
    assertThat(found(asking(Map.of("toy/draft", off())))).hasSize(2);
    assertThat(found(asking(Map.of("toy", off())))).isEmpty();
    assertThat(found(asking(Map.of("toy", off(), "toy/draft", on())))).hasSize(1);
  }

  @Test
  void ruleThatAnOptionAsksForKeepsItsSeverityAndItsPaths() throws IOException {
    assertThat(found(asking(Map.of("toy/draft", severity(Severity.HIGH)))))
        .extracting(Finding::severity)
        .containsExactlyInAnyOrder(Severity.HIGH, Severity.MEDIUM, Severity.LOW);
    Choices.Choice except = new Choices.Choice(Optional.empty(), Optional.empty(), List.of("a.go"));
    assertThat(found(asking(Map.of("toy", except)))).isEmpty();
  }

  @Test
  void otherSeverityIsSaidTogetherWithTheCataloguesOwn() throws IOException {
    List<Finding> found = found(choosing("toy", severity(Severity.HIGH)));
    assertThat(found).extracting(Finding::severity).containsExactly(Severity.HIGH, Severity.LOW);
    assertThat(found.getFirst().defaultSeverity()).contains(Severity.MEDIUM);
    assertThat(found.getLast().defaultSeverity()).isEmpty();
  }

  @Test
  void milderChoiceLowersMilderMatchesToo() throws IOException {
    assertThat(found(choosing("toy", severity(Severity.INFO))))
        .extracting(Finding::severity)
        .containsExactly(Severity.INFO, Severity.INFO);
  }

  @Test
  void unknownNameIsAnError() {
    assertThatThrownBy(() -> found(choosing("toy/fonctions", off())))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("toy/fonctions");
  }

  @Test
  void ruleIsSilentWhereItIsExcepted() throws IOException {
    Files.createDirectories(root.resolve("gen/deep"));
    Files.writeString(root.resolve("gen/deep/b.go"), "package b\n\nfunc three() {}\n");
    Choices.Choice choice = new Choices.Choice(Optional.empty(), Optional.empty(), List.of("gen/"));
    assertThat(found(STANDARD)).hasSize(3);
    assertThat(found(choosing("toy", choice))).hasSize(2);
  }

  @Test
  void excludedFilesAreNotLookedAt() throws IOException {
    Files.createDirectories(root.resolve("gen/deep"));
    Files.writeString(root.resolve("gen/deep/b.go"), "package b\n\nfunc three() {}\n");
    assertThat(found(STANDARD.without(List.of("gen/")))).hasSize(2);
    assertThat(found(STANDARD.without(List.of("**/b.go")))).hasSize(2);
  }

  @Test
  void knownFindingsCountNoMoreAndMovedOnesStayKnown() throws IOException {
    IdentifyReport before = report(STANDARD);
    Path file = root.resolve("baseline");
    Files.writeString(file, Baseline.text(before.findings()));
    Files.writeString(
        root.resolve("a.go"), "package a\n\n// moved\n\nfunc two() {}\n\nfunc three() {}\n");

    IdentifyReport after = report(STANDARD.knowing(Baseline.read(file, "baseline")));
    assertThat(after.findings()).extracting(Finding::message).containsExactly("three");
    assertThat(after.known()).extracting(Finding::message).containsExactly("two");
    assertThat(after.gone()).isEqualTo(1);
    assertThat(after.tree().get("baseline"))
        .isEqualTo(Map.of("file", "baseline", "known", 1, "gone", 1));
  }

  @Test
  void baselineOfANewerVersionIsRefusedAndSaysWhy() throws IOException {
    assertRefused("# demarc-baseline 2\n", "version 2");
    assertRefused("{\"findings\": []}\n", "is no baseline");
    assertRefused("", "is no baseline");
    assertRefused("# demarc-baseline 1\nnonsense\n", "baseline:2");
  }

  private void assertRefused(String text, String said) throws IOException {
    Path file = root.resolve("baseline");
    Files.writeString(file, text);
    assertThatThrownBy(() -> Baseline.read(file, "baseline"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(said);
  }

  private IdentifyReport report(Settings settings) throws IOException {
    Risk toy = new Toy(List.of(new Functions("functions", false), new Functions("draft", true)));
    return Engine.of(settings, List.of(toy)).identify(root, ".");
  }

  private List<Finding> found(Settings settings) throws IOException {
    return report(settings).findings();
  }

  private static Settings choosing(String name, Choices.Choice choice) {
    return STANDARD.choosing(new Choices(Map.of(name, choice), Set.of()));
  }

  private static Settings asking(Map<String, Choices.Choice> byName) {
    return STANDARD.choosing(new Choices(byName, Set.of()).running("toy/draft"));
  }

  private static Choices.Choice off() {
    return new Choices.Choice(Optional.of(false), Optional.empty(), List.of());
  }

  private static Choices.Choice on() {
    return new Choices.Choice(Optional.of(true), Optional.empty(), List.of());
  }

  private static Choices.Choice severity(Severity severity) {
    return new Choices.Choice(Optional.empty(), Optional.of(severity), List.of());
  }

  private record Toy(List<Rule> rules) implements Risk {
    @Override
    public String id() {
      return "toy";
    }

    @Override
    public String title() {
      return "Every function";
    }
  }

  /** The draft sees packages, the other one functions, those named two milder. */
  private record Functions(String name, boolean draft) implements Rule {
    @Override
    public RuleId id() {
      return new RuleId("toy", name);
    }

    @Override
    public Severity severity() {
      return Severity.MEDIUM;
    }

    @Override
    public Maturity maturity() {
      return draft ? Maturity.SANDBOX : Maturity.INCUBATING;
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
    public Stream<Match> findIn(Evidence evidence) {
      Stream<GoPackage> packages = evidence.of(GoPackage.class);
      if (draft) {
        return packages.map(one ->
            Match.at(one.files().getFirst().root().child(0).orElseThrow().place(), "package"));
      }
      return packages
          .flatMap(one -> one.files().stream())
          .flatMap(file -> file.functions().stream())
          .map(function -> function.child(0).orElseThrow())
          .map(name -> {
            Match match = Match.at(name.place(), name.text());
            return name.text().equals("two") ? match.as(Severity.LOW) : match;
          });
    }
  }
}
