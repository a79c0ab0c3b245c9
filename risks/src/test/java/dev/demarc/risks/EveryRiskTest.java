// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.demarc.identify.Maturity;
import dev.demarc.identify.Risk;
import dev.demarc.identify.Rule;
import dev.demarc.identify.forensics.ForensicRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every folder under risks/ is complete, and its rules say exactly what their fixtures want. */
class EveryRiskTest {
  private static final Path HOME = Path.of("src/main/java/dev/demarc/risks");
  private static final int FEWEST = 3;

  private static final List<String> HEADINGS =
      List.of(
          "## What you see",
          "## Why it is not Go",
          "## How Demarc sees it",
          "## What to do",
          "## Claims and proof");

  @TempDir Path scratch;

  @TestFactory
  Stream<DynamicNode> risks() throws IOException {
    List<DynamicNode> nodes = new ArrayList<>();
    for (Path folder : folders(HOME)) {
      Risk risk = risk(folder);
      List<DynamicNode> own = new ArrayList<>();
      own.add(dynamicTest("README is complete", () -> readmeIsComplete(folder, risk)));
      own.add(dynamicTest("every fixture belongs to a rule", () -> fixturesBelong(folder, risk)));
      own.add(dynamicTest("judged run is kept", () -> judgedRunIsKept(folder, risk)));
      own.add(dynamicTest("nothing is left of the template", () -> templateIsFilled(folder)));
      for (Rule rule : risk.rules()) {
        own.add(ofRule(folder, risk, rule));
      }
      nodes.add(dynamicContainer(risk.id(), own));
    }
    return nodes.stream();
  }

  private static DynamicNode ofRule(Path folder, Risk risk, Rule rule) throws IOException {
    List<DynamicNode> tests = new ArrayList<>();
    Path home = folder.resolve("fixtures").resolve(rule.id().rule());
    tests.add(
        dynamicTest(
            "has bad and good fixtures, an id of its risk, and words",
            () -> {
              assertThat(starting(home, "bad-")).hasSizeGreaterThanOrEqualTo(FEWEST);
              assertThat(good(folder, risk, rule)).hasSizeGreaterThanOrEqualTo(FEWEST);
              assertThat(rule.id().risk()).isEqualTo(risk.id());
              assertThat(rule.why()).endsWith(".").hasSizeGreaterThan(40);
              assertThat(rule.fix()).endsWith(".").hasSizeGreaterThan(20);
            }));
    for (Path fixture : folders(home)) {
      tests.add(
          dynamicTest(
              fixture.getFileName().toString(), () -> Fixture.at(fixture, risk).check(rule)));
    }
    return dynamicContainer(rule.id().rule(), tests);
  }

  /**
   * The good fixtures of a rule: its own, and those that its section names of another rule of the
   * same kind, as every fixture is judged by all rules of its risk.
   */
  private static NavigableSet<String> good(Path folder, Risk risk, Rule rule) throws IOException {
    NavigableSet<String> all = new TreeSet<>();
    for (Path own : starting(folder.resolve("fixtures").resolve(rule.id().rule()), "good-")) {
      all.add(rule.id().rule() + "/" + own.getFileName());
    }
    String section =
        section(Files.readString(folder.resolve("README.md")), "### " + rule.id().rule());
    for (Rule other : risk.rules()) {
      if (other instanceof ForensicRule == rule instanceof ForensicRule) {
        Pattern.compile("`fixtures/(" + other.id().rule() + "/good-[^`/]+)")
            .matcher(section)
            .results()
            .forEach(quoted -> all.add(quoted.group(1)));
      }
    }
    return all;
  }

  private static void readmeIsComplete(Path folder, Risk risk) throws IOException {
    String readme = Files.readString(folder.resolve("README.md"));
    assertThat(readme)
        .startsWith("---\n")
        .contains("\nid: " + risk.id() + "\n", "\ntitle: " + risk.title() + "\n")
        .containsPattern("\narticle: \\S+")
        .containsPattern("\nsince: \\S+")
        .containsSubsequence(HEADINGS);
    for (Rule rule : risk.rules()) {
      String section = section(readme, "### " + rule.id().rule());
      assertThat(section)
          .as("section of " + rule.id())
          .contains("*What would prove this wrong:*")
          .contains("`fixtures/" + rule.id().rule() + "/");
    }
    var quoted = Pattern.compile("`(fixtures/[^`]+)`").matcher(readme);
    while (quoted.find()) {
      assertThat(folder.resolve(quoted.group(1))).exists();
    }
  }

  /** What {@code demarc dev new-rule} writes says so until somebody has written it. */
  private static void templateIsFilled(Path folder) throws IOException {
    List<String> left = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (Files.readString(file, ISO_8859_1).contains("not-written-yet")) {
          left.add(folder.relativize(file).toString());
        }
      }
    }
    assertThat(left).as("files of %s that are still to be written", folder.getFileName()).isEmpty();
  }

  private static String section(String readme, String heading) {
    int from = readme.indexOf("\n" + heading + "\n");
    assertThat(from).as(heading).isNotNegative();
    int to = readme.indexOf("\n##", from + 4);
    return readme.substring(from, to < 0 ? readme.length() : to);
  }

  private static void fixturesBelong(Path folder, Risk risk) throws IOException {
    assertThat(
            folders(folder.resolve("fixtures")).stream().map(path -> path.getFileName().toString()))
        .containsExactlyInAnyOrderElementsOf(
            risk.rules().stream().map(rule -> rule.id().rule()).toList());
  }

  /**
   * A rule that is on by default was judged on real code, with at most 2 % false (rules.md a). A
   * row with the verdict {@code none} says why real code holds no true hit.
   */
  private static void judgedRunIsKept(Path folder, Risk risk) throws IOException {
    List<String[]> rows =
        Files.readAllLines(folder.resolve("judged.tsv")).stream()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split("\t", -1))
            .toList();
    assertThat(rows).allSatisfy(row -> assertThat(row).hasSize(5));
    assertThat(rows)
        .allSatisfy(row -> {
          assertThat(row[3]).isIn("true", "arguable", "false", "none");
          assertThat(row[4]).endsWith(".");
          if (!row[3].equals("none")) {
            assertThat(row[0]).contains("@").doesNotStartWith("/");
            assertThat(row[1]).matches("[^/].*:\\d+");
          }
        });
    for (Rule rule : risk.rules()) {
      List<String[]> own = rows.stream().filter(row -> row[2].equals(rule.id().rule())).toList();
      long wrong = own.stream().filter(row -> row[3].equals("false")).count();
      if (rule.maturity() == Maturity.INCUBATING) {
        assertThat(own)
            .as("a true hit of " + rule.id() + ", or a row 'none' that says why there is none")
            .anyMatch(row -> row[3].equals("true") || row[3].equals("none"));
        assertThat(wrong * 50).as("false of " + rule.id()).isLessThanOrEqualTo(own.size());
      }
    }
  }

  @Test
  void servicesFileNamesEveryFolder() throws IOException {
    List<String> named =
        Files.readAllLines(Path.of("src/main/resources/META-INF/services/" + Risk.class.getName()));
    List<String> implied = new ArrayList<>();
    for (Path folder : folders(HOME)) {
      implied.add(risk(folder).getClass().getName());
    }
    assertThat(named).containsExactlyElementsOf(implied);
  }

  @Test
  void idsAreUnique() {
    List<String> ids =
        ServiceLoader.load(Risk.class).stream()
            .flatMap(provider -> provider.get().rules().stream())
            .map(rule -> rule.id().toString())
            .toList();
    assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(8);
  }

  @Test
  void goodFixturesAreItsOwnAndThoseThatItsSectionNames() throws IOException {
    Path folder = HOME.resolve("observabilitygap");
    Risk risk = risk(folder);
    assertThat(good(folder, risk, ruleOf(risk, "other-cgroup-cpu")))
        .containsExactly(
            "foreign-child-cpu/good-go-child",
            "foreign-child-cpu/good-go-wave",
            "other-cgroup-cpu/good-quiet");
    // a rule of source code learns nothing of a bundle, nor the other way round
    Path mixed = HOME.resolve("cpuquota");
    assertThat(good(mixed, risk(mixed), ruleOf(risk(mixed), "throttled")))
        .allMatch(name -> name.startsWith("throttled/"));
  }

  private static Rule ruleOf(Risk risk, String name) {
    return risk.rules().stream()
        .filter(rule -> rule.id().rule().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void removedMarkAndExtraMarkBothFail() throws IOException {
    Path folder = HOME.resolve("processboundary");
    Path original = folder.resolve("fixtures/shell-with-variable/bad-sprintf-alias/thumbnail.go");
    Path copy = scratch.resolve("thumbnail.go");
    Risk risk = risk(folder);
    Rule rule = risk.rules().getFirst();
    String text = Files.readString(original);

    Files.writeString(copy, text);
    Fixture.at(scratch, risk).expectMarks(rule);
    Files.writeString(copy, text.replaceFirst("// want.*", ""));
    assertThatThrownBy(() -> Fixture.at(scratch, risk).expectMarks(rule))
        .isInstanceOf(AssertionError.class);
    Files.writeString(copy, text.replaceFirst(" \"no-wait-delay\"", ""));
    assertThatThrownBy(() -> Fixture.at(scratch, risk).expectMarks(rule))
        .isInstanceOf(AssertionError.class);
    Files.writeString(copy, text + "\nvar x = 1 // want \"no-wait-delay\"\n");
    assertThatThrownBy(() -> Fixture.at(scratch, risk).expectMarks(rule))
        .isInstanceOf(AssertionError.class);
  }

  private static Risk risk(Path folder) {
    String name = "dev.demarc.risks." + folder.getFileName();
    return ServiceLoader.load(Risk.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(risk -> risk.getClass().getPackageName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(folder + " holds no risk that is a service"));
  }

  static List<Path> folders(Path home) throws IOException {
    try (Stream<Path> all = Files.list(home)) {
      return all.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static List<Path> starting(Path home, String prefix) throws IOException {
    return folders(home).stream()
        .filter(path -> path.getFileName().toString().startsWith(prefix))
        .toList();
  }
}
