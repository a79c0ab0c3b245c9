// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.demarc.identify.Engine;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.identify.Risk;
import dev.demarc.identify.Settings;
import dev.demarc.identify.forensics.ForensicRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code examples/planted} is one repository that holds every rule once, and once what looks most
 * like it: all are found, and nothing else.
 */
class PlantedExampleTest {
  private static final Path PLANTED = Path.of("../examples/planted");
  private static final Pattern MARK = Pattern.compile("want(?:\\+(\\d+))? \"([^\"]+)\"");
  private static final Pattern DECOY = Pattern.compile("decoy: ([a-z0-9-]+/[a-z0-9-]+)");

  /** So many lines below its comment a decoy ends. */
  private static final int REACH = 3;

  private static final Settings ALL =
      Settings.standard("test", LocalDate.of(2026, 11, 24)).withSandbox();

  /** {@code path:line rule} for each mark, and the rule of each decoy by its place. */
  private record Planted(List<String> marks, List<String> decoys) {
    static Planted in(Path root) throws IOException {
      List<String> marks = new ArrayList<>();
      List<String> decoys = new ArrayList<>();
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          String path = root.relativize(file).toString().replace('\\', '/');
          if (path.equals("README.md")) {
            continue;
          }
          List<String> lines = Files.readString(file, UTF_8).lines().toList();
          for (int i = 0; i < lines.size(); i++) {
            Matcher mark = MARK.matcher(lines.get(i));
            while (mark.find()) {
              int below = mark.group(1) == null ? 0 : Integer.parseInt(mark.group(1));
              marks.add(path + ":" + (i + 1 + below) + " " + mark.group(2));
            }
            Matcher decoy = DECOY.matcher(lines.get(i));
            while (decoy.find()) {
              decoys.add(path + ":" + (i + 1) + " " + decoy.group(1));
            }
          }
        }
      }
      return new Planted(List.copyOf(marks), List.copyOf(decoys));
    }
  }

  @Test
  void everyMarkIsFoundAndNothingElse() throws IOException {
    expect(Planted.in(PLANTED).marks(), said());
  }

  @Test
  void everyRuleIsPlantedOnceAndHasOneDecoy() throws IOException {
    Planted planted = Planted.in(PLANTED);
    assertThat(rules(planted.marks()))
        .as("rules that are planted; a missing one needs a mark in examples/planted")
        .containsExactlyInAnyOrderElementsOf(known());
    assertThat(rules(planted.decoys()))
        .as("rules with a decoy; a missing one needs its closest right neighbour there")
        .containsExactlyInAnyOrderElementsOf(known());
  }

  @Test
  void noDecoyIsFound() throws IOException {
    NavigableSet<String> said = said();
    for (String decoy : Planted.in(PLANTED).decoys()) {
      String file = decoy.substring(0, decoy.lastIndexOf(':'));
      String rule = decoy.substring(decoy.indexOf(' '));
      int from = Integer.parseInt(decoy.substring(file.length() + 1, decoy.indexOf(' ')));
      assertThat(said)
          .as("decoy %s", decoy)
          .noneMatch(one ->
              one.startsWith(file + ":")
                  && one.endsWith(rule)
                  && line(one) >= from
                  && line(one) <= from + REACH);
    }
  }

  @Test
  void removingAnyMarkFails() throws IOException {
    List<String> marks = Planted.in(PLANTED).marks();
    NavigableSet<String> said = said();
    for (String mark : marks) {
      List<String> fewer = new ArrayList<>(marks);
      fewer.remove(mark);
      assertThatThrownBy(() -> expect(fewer, said)).as(mark).isInstanceOf(AssertionError.class);
    }
  }

  private static void expect(List<String> marks, NavigableSet<String> said) {
    assertThat(said).as("findings in examples/planted").isEqualTo(new TreeSet<>(marks));
  }

  private static NavigableSet<String> said() throws IOException {
    IdentifyReport report = Engine.installed(ALL).identify(PLANTED, "planted");
    assertThat(report.problems()).isEmpty();
    NavigableSet<String> all = new TreeSet<>();
    report
        .findings()
        .forEach(one -> all.add(one.place().file() + ":" + one.place().line() + " " + one.rule()));
    return all;
  }

  private static List<String> known() {
    return Engine.installed(ALL).risks().stream()
        .map(Risk::rules)
        .flatMap(List::stream)
        .filter(rule -> !(rule instanceof ForensicRule)) // no repository holds a capture
        .map(rule -> rule.id().toString())
        .toList();
  }

  private static List<String> rules(List<String> places) {
    return places.stream().map(place -> place.substring(place.indexOf(' ') + 1)).toList();
  }

  private static int line(String said) {
    String place = said.substring(0, said.indexOf(' '));
    return Integer.parseInt(place.substring(place.lastIndexOf(':') + 1));
  }
}
