// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.lint;

import dev.demarc.contract.Component;
import dev.demarc.contract.Contract;
import dev.demarc.contract.MediaType;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Rules about tests, comparison, run time and fallback. */
final class TestRules {
  private static final String TESTS = "/spec/tests";
  private static final Set<String> ENCODING =
      Set.of(
          "bom",
          "bom-quoted-header",
          "double-bom",
          "bom-mid-file",
          "utf16le",
          "utf16be",
          "utf16le-nobom",
          "utf32",
          "gbk",
          "gb18030",
          "big5",
          "shift-jis",
          "iso-8859-1",
          "windows-1252",
          "truncated-utf8",
          "overlong-utf8",
          "surrogate-utf8",
          "cesu8");

  private TestRules() {}

  static void check(Findings findings, Contract contract) {
    if (!findings.says(TESTS + "/coverage")) {
      findings.at(
          LintRule.TST_COVER,
          findings.says(TESTS) ? TESTS : "/spec",
          "No coverage is demanded: a test of one case counts like one of a thousand.",
          "add tests.coverage: {constraints: 0.95, mutants: 0.9}");
    }
    faults(findings, contract);
    lifecycle(findings, contract);
    if (!findings.says("/spec/compatibility/baseline")) {
      findings.at(
          LintRule.CMP_BASELINE,
          findings.says("/spec/compatibility") ? "/spec/compatibility" : "/spec",
          "No baseline is named: a new version is compared with the last release in the log.",
          "write compatibility: {baseline: {git: origin/main}}");
    }
    sample(findings);
    signals(findings);
  }

  private static void faults(Findings findings, Contract contract) {
    List<String> faults = contract.tests().faults();
    MediaType.Format format = contract.input().mediaType().format();
    boolean text = format == MediaType.Format.CSV || format == MediaType.Format.TEXT;
    if (text && findings.says(TESTS + "/faults") && faults.stream().noneMatch(ENCODING::contains)) {
      findings.at(
          LintRule.TST_FAULTS,
          TESTS + "/faults",
          "No fault is one of encoding, so a wrong encoding is never tried.",
          "add bom, utf16le and truncated-utf8");
    }
  }

  private static void lifecycle(Findings findings, Contract contract) {
    boolean stops =
        contract.tests().lifecycle().stream().anyMatch(name -> name.startsWith("sigterm-"));
    if (contract.component().kind() != Component.Kind.REMOTE && !stops) {
      findings.at(
          LintRule.TST_LIFE,
          TESTS + "/lifecycle",
          "The component is never stopped in tests.",
          "add sigterm-idle and sigterm-busy");
    }
  }

  private static void sample(Findings findings) {
    JsonNode sample = findings.said("/spec/enforcement/sample").orElse(null);
    String mode = findings.text("/spec/enforcement/default");
    if (sample != null && sample.asDouble(1) < 1 && (mode.isEmpty() || mode.equals("enforce"))) {
      findings.at(
          LintRule.ENF_SAMPLE,
          "/spec/enforcement/sample",
          "A sample of " + sample + " is checked only under warn; the mode is enforce.",
          "remove sample, or write default: warn");
    }
  }

  private static void signals(Findings findings) {
    JsonNode signals = findings.said("/spec/degrade/signals").orElse(null);
    for (int i = 0; signals != null && i < signals.size(); i++) {
      String metric = signals.get(i).path("metric").asString("");
      if (metric.endsWith("_max")) {
        findings.at(
            LintRule.FB_MAXGAUGE,
            "/spec/degrade/signals/" + i + "/metric",
            metric + " holds its maximum for minutes: one spike looks like a bad spell.",
            "read the average: metric: "
                + metric.substring(0, metric.length() - "_max".length())
                + ", read: average");
      }
    }
    if (findings.says("/spec/degrade/fallback") && !findings.says("/spec/degrade/equivalence")) {
      findings.at(
          LintRule.FB_NOTEST,
          "/spec/degrade/fallback",
          "The answers of the fallback are never compared with the primary's.",
          "add equivalence: {cases: 100}");
    }
  }
}
