// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.identify;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.Problem;
import dev.demarc.identify.Examined;
import dev.demarc.identify.Fact;
import dev.demarc.identify.Finding;
import dev.demarc.identify.Fix;
import dev.demarc.identify.ForeignComponent;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Settings;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Suppression;
import dev.demarc.report.Style;
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
    return new Surroundings(new Catalogue(List.of()), below, Style.PLAIN, Lines.NONE);
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
