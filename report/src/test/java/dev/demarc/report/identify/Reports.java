// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.identify;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.Problem;
import dev.demarc.evidence.capture.Classified;
import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.capture.Subject;
import dev.demarc.identify.Circumstances;
import dev.demarc.identify.Examined;
import dev.demarc.identify.Fact;
import dev.demarc.identify.Finding;
import dev.demarc.identify.Fix;
import dev.demarc.identify.ForeignComponent;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.NextStep;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.RuledOut;
import dev.demarc.identify.Settings;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Suppression;
import dev.demarc.identify.Undecided;
import dev.demarc.report.Style;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reports to write down: empty, with everything that is hard to write, and large. */
final class Reports {
  /** A name that every format has to escape. */
  static final String FILE = "cmd/a b&<c>,d:e%|`é/\u0001main.go";

  static final String MESSAGE =
      "a \"quoted\" | <b>@team</b> `x` 100% #1\r\n::error::no *bold* \u202e";

  private static final Settings SETTINGS = Settings.standard("9.9.9", LocalDate.of(2026, 11, 24));

  private Reports() {}

  static Surroundings around(String below) {
    return new Surroundings(new Catalogue(List.of()), "./demarc", below, Style.PLAIN, Lines.NONE);
  }

  static IdentifyReport of(List<Finding> findings, List<Finding> suppressed) {
    ForeignComponent runs =
        new ForeignComponent(
            Optional.of("./a<b>.sh"),
            "shell",
            "constant",
            place(FILE, 9),
            "exec.Command",
            "main",
            "exec.Command(\"./a<b>.sh\")",
            Optional.of("scripts/a<b>.sh"));
    Problem problem = new Problem("x y.go", 3, "parse-degraded", "a <brace>", "a function");
    return new IdentifyReport(
        SETTINGS,
        "sha256:00112233",
        List.of(new IdentifyReport.Source(0, ".", "directory", "sha256:44", 12, 3456)),
        findings,
        List.of(runs),
        List.of(problem),
        suppressed,
        List.of(),
        Optional.empty(),
        Examined.NOTHING);
  }

  static IdentifyReport empty() {
    return new IdentifyReport(
        SETTINGS,
        "sha256:00112233",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Examined.NOTHING);
  }

  /** One of each severity, one suppressed, one in the baseline. */
  static IdentifyReport few() {
    List<Finding> findings = new ArrayList<>();
    int line = 10;
    for (Severity severity : Severity.values()) {
      findings.add(finding(severity, FILE, line++, MESSAGE));
    }
    Finding aside = finding(Severity.HIGH, "b.go", 7, "ignored");
    return of(
        findings,
        List.of(
            with(
                aside,
                Optional.of(
                    new Suppression(
                        "demarc:ignore", "a <reason>", Optional.of(LocalDate.of(2027, 1, 2)))),
                false),
            with(finding(Severity.LOW, "c.go", 8, "known"), Optional.empty(), true)));
  }

  /** So many; every hundredth is high. */
  static IdentifyReport many(int count) {
    List<Finding> findings = new ArrayList<>();
    for (int at = 0; at < count; at++) {
      Severity severity = at % 100 == 0 ? Severity.HIGH : Severity.LOW;
      findings.add(finding(severity, String.format("f%06d.go", at), 1, "number " + at));
    }
    return of(findings, List.of());
  }

  static Finding finding(Severity severity, String file, int line, String message) {
    Place place = place(file, line);
    Fact deciding = new Fact("go", "x := `a` // <y> ]]> é", Optional.of(place));
    Fact more = new Fact("go", "also | this", Optional.of(place("other.go", 1)));
    return new Finding(
        RuleId.of("made-up/rule-" + severity.word()),
        severity,
        Maturity.INCUBATING,
        message,
        place,
        "1:" + "0".repeat(24) + String.format("%08x", line * 31 + file.hashCode()),
        List.of(deciding, more),
        "Because <it> is so.",
        new Fix("Do `this` & that.", List.of(new Fix.Edit(place, "y := \"é\""))),
        "risks/made-up#rule-" + severity.word(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  /** A finding in packets, one that is undecided, one ruled out, a subject. */
  static IdentifyReport forensic() {
    Subject pair = Subject.connection("10.0.0.7", "10.0.0.9:2379");
    Spot spot = Spot.packet("edge.pcap", 24, 1, Instant.parse("2026-11-03T04:12:09.120Z"));
    RuleId rule = RuleId.of("made-up/rule-high");
    NextStep next = new NextStep("find <the> caller", "ss -tnp dst 10.0.0.9:2379 | head");
    Finding one = finding(Severity.HIGH, "edge.pcap", 0, "41 connections a second \u001b[31m.");
    Finding found =
        new Finding(
            rule,
            one.severity(),
            one.maturity(),
            one.message(),
            new Place("edge.pcap", 0, 0, 0, 0),
            one.fingerprint(),
            List.of(Fact.of(new Sighting("pcap", "1230 ClientHello in `30.0` s", spot))),
            one.why(),
            new Fix("Keep one client.", List.of()),
            one.docs(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.of(
                new Circumstances(
                    pair,
                    spot,
                    List.of(new RuledOut.Cause(rule, "none was offered")),
                    List.of(next))));
    Classified seen =
        new Classified() {
          @Override
          public Subject subject() {
            return pair;
          }

          @Override
          public String label() {
            return "not-capable";
          }
        };
    IdentifyReport report = of(List.of(found), List.of());
    return new IdentifyReport(
        report.settings(),
        report.catalogue(),
        List.of(new IdentifyReport.Source(0, "edge.pcap", "pcap", "sha256:44", 1, 3456)),
        report.findings(),
        List.of(),
        report.problems(),
        List.of(),
        List.of(),
        Optional.empty(),
        new Examined(
            List.of(
                new Undecided(
                    rule,
                    pair,
                    Undecided.Reason.TOO_SHORT,
                    "9 s are too short.",
                    List.of(),
                    List.of(next))),
            List.of(new RuledOut(rule, Subject.pid(7), "it is idle", List.of())),
            List.of(seen),
            Optional.empty()));
  }

  private static Finding with(Finding one, Optional<Suppression> by, boolean known) {
    return new Finding(
        one.rule(),
        one.severity(),
        one.maturity(),
        one.message(),
        one.place(),
        one.fingerprint(),
        one.evidence(),
        one.why(),
        one.fix(),
        one.docs(),
        by,
        one.defaultSeverity(),
        known,
        one.circumstances());
  }

  private static Place place(String file, int line) {
    return new Place(file, line, 3, line, 8);
  }
}
