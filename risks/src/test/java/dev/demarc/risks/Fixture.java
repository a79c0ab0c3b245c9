// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.identify.Engine;
import dev.demarc.identify.Finding;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.identify.RequestCost;
import dev.demarc.identify.Risk;
import dev.demarc.identify.Rule;
import dev.demarc.identify.Settings;
import dev.demarc.identify.forensics.Examination;
import dev.demarc.identify.forensics.Exhibit;
import dev.demarc.identify.forensics.ForensicRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One fixture folder: what its marks want, and what the risk says of it. */
record Fixture(Path folder, Risk risk) {
  private static final Pattern MARK = Pattern.compile("(?://|#) want(\\+\\d+)?((?: \"[^\"]+\")+)");
  private static final Pattern NAME = Pattern.compile("\"([^\"]+)\"");
  private static final Pattern STATED =
      Pattern.compile("^# with --request-cpu (\\d+)ms$", Pattern.MULTILINE);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

  static Fixture at(Path folder, Risk risk) {
    return new Fixture(folder, risk);
  }

  /** A bad one must want its rule somewhere, a good one nothing; the findings equal the marks. */
  void check(Rule rule) throws IOException {
    boolean wantsRule = wanted().stream().anyMatch(mark -> mark.endsWith(" " + rule.id().rule()));
    if (folder.getFileName().toString().startsWith("bad-")) {
      assertThat(wantsRule).as("a mark of " + rule.id()).isTrue();
    } else {
      assertThat(wanted()).noneMatch(mark -> !mark.endsWith("verdict=undecided"));
    }
    expectMarks(rule);
  }

  void expectMarks(Rule rule) throws IOException {
    assertThat(said(rule)).as("findings in " + rule.id()).isEqualTo(wanted());
  }

  private NavigableSet<String> wanted() throws IOException {
    NavigableSet<String> all = new TreeSet<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        List<String> lines = Files.readString(file, ISO_8859_1).lines().toList();
        if (String.valueOf(file.getFileName()).equals("want.txt")) {
          lines.stream()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(Fixture::listed)
              .forEach(all::add);
          continue;
        }
        for (int i = 0; i < lines.size(); i++) {
          Matcher mark = MARK.matcher(lines.get(i));
          while (mark.find()) {
            int line = i + 1 + (mark.group(1) == null ? 0 : Integer.parseInt(mark.group(1)));
            Matcher name = NAME.matcher(mark.group(2));
            while (name.find()) {
              all.add(folder.relativize(file) + ":" + line + " " + name.group(1));
            }
          }
        }
      }
    }
    return all;
  }

  /** {@code path:line:rule} of a want.txt, and {@code -:-:rule verdict=undecided}. */
  private static String listed(String line) {
    int colon = line.lastIndexOf(':');
    return line.substring(0, colon) + " " + line.substring(colon + 1);
  }

  /** A want.txt may say {@code # with --request-cpu 12ms}: what a user would state. */
  private Settings settings() throws IOException {
    Settings settings = Settings.standard("test", TODAY).withSandbox();
    Path want = folder.resolve("want.txt");
    Matcher stated = STATED.matcher(Files.exists(want) ? Files.readString(want, ISO_8859_1) : "");
    return stated.find()
        ? settings.stating(new RequestCost(Duration.ofMillis(Long.parseLong(stated.group(1)))))
        : settings;
  }

  /** Of captures: {@code file:line rule}, with the packet or - where there is no line. */
  private NavigableSet<String> judged() throws IOException {
    Settings settings = settings();
    List<Exhibit> exhibits = FixtureExhibits.of(folder);
    IdentifyReport report =
        new Examination(settings, Engine.of(settings, List.of(risk))).of(exhibits, List.of());
    assertThat(report.problems())
        .as("unknown formats")
        .noneMatch(problem -> problem.problem().equals("unknown-format"));
    NavigableSet<String> all = new TreeSet<>();
    for (Finding finding : report.findings()) {
      int line = finding.place().line();
      all.add(
          finding.place().file().replace("fixture/", "")
              + ":"
              + (line == 0 ? "-" : line)
              + " "
              + finding.rule().rule());
    }
    report
        .examined()
        .undecided()
        .forEach(one -> all.add("-:- " + one.rule().rule() + " verdict=undecided"));
    return all;
  }

  private NavigableSet<String> said(Rule rule) throws IOException {
    if (rule instanceof ForensicRule) {
      return judged();
    }
    Settings settings = Settings.standard("test", TODAY).withSandbox();
    IdentifyReport report = Engine.of(settings, List.of(risk)).identify(folder, "fixture");
    assertThat(report.problems()).isEmpty();
    NavigableSet<String> all = new TreeSet<>();
    report
        .findings()
        .forEach(finding ->
            all.add(
                finding.place().file()
                    + ":"
                    + finding.place().line()
                    + " "
                    + finding.rule().rule()));
    return all;
  }
}
