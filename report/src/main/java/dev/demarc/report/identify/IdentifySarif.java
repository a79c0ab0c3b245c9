// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.identify;

import dev.demarc.evidence.Problem;
import dev.demarc.identify.Finding;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A report of identify as SARIF 2.1.0: one run. An upload keeps 5,000 results, so no more are
 * written, the most severe ones, and a notification says how many are missing. A run without a
 * result is written too: it is what closes alerts that are mended.
 */
final class IdentifySarif {
  /** What code scanning keeps of a run. */
  static final int MOST_RESULTS = 5_000;

  private static final int MOST_PROBLEMS = 1_000;

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private final Surroundings around;

  IdentifySarif(Surroundings around) {
    this.around = around;
  }

  String of(IdentifyReport report) {
    List<Finding> results = results(report);
    Map<RuleId, Integer> rules = new TreeMap<>();
    results.forEach(finding -> rules.put(finding.rule(), 0));
    int index = 0;
    for (Map.Entry<RuleId, Integer> rule : rules.entrySet()) {
      rule.setValue(index++);
    }
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("$schema", SCHEMA).put("version", "2.1.0");
    ObjectNode run = root.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "Demarc").put("organization", "Demarc");
    driver.put("version", report.settings().version());
    ArrayNode described = driver.putArray("rules");
    rules.keySet().forEach(id -> rule(described.addObject(), id, results));
    invocation(run.putArray("invocations").addObject(), report, results.size());
    run.putObject("originalUriBaseIds")
        .putObject(SarifResult.ROOT)
        .putObject("description")
        .put("text", "The root of the repository.");
    run.putObject("automationDetails").put("id", "demarc/identify/");
    run.put("columnKind", "utf16CodeUnits");
    ArrayNode array = run.putArray("results");
    SarifResult writer = new SarifResult(around);
    results.forEach(
        finding -> writer.write(array.addObject(), finding, rules.getOrDefault(finding.rule(), 0)));
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  /** Those that count come first; suppressed ones fill what is left of the limit. */
  private static List<Finding> results(IdentifyReport report) {
    List<Finding> all = new ArrayList<>(Worst.kept(report.findings(), MOST_RESULTS));
    all.addAll(Worst.kept(report.suppressed(), MOST_RESULTS - all.size()));
    all.sort(Finding.ORDER);
    return all;
  }

  private void rule(ObjectNode node, RuleId id, List<Finding> results) {
    Finding first =
        results.stream().filter(finding -> finding.rule().equals(id)).findFirst().orElseThrow();
    Severity severity =
        first.defaultSeverity().isPresent()
            ? first.severity() // the project has its own opinion
            : around.catalogue().rule(id).map(Rule::severity).orElse(first.severity());
    String why = around.catalogue().rule(id).map(Rule::why).orElse(first.why());
    String fix = around.catalogue().rule(id).map(Rule::fix).orElse(first.fix().text());
    String help = around.catalogue().help(id);
    node.put("id", id.toString()).put("name", name(id));
    node.putObject("shortDescription").put("text", title(id));
    node.putObject("fullDescription").put("text", why);
    node.putObject("help")
        .put("text", why + " Fix: " + fix)
        .put("markdown", help.isEmpty() ? why + "\n\n**Fix:** " + fix + "\n" : help);
    node.putObject("defaultConfiguration").put("level", SarifResult.level(severity));
    ObjectNode properties = node.putObject("properties");
    score(severity, properties);
    properties.put("precision", "high");
    properties.putArray("tags").add(id.risk()).add(first.maturity().word());
  }

  /** {@code ModuleProxySumdbOff}: SARIF wants a name that programs can use. */
  private static String name(RuleId id) {
    StringBuilder name = new StringBuilder();
    for (String word : List.of((id.risk() + "-" + id.rule()).split("-"))) {
      name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
    }
    return name.toString();
  }

  private String title(RuleId id) {
    return around.catalogue().risk(id.risk()).map(risk -> risk.title() + ": ").orElse("")
        + id.rule().replace('-', ' ');
  }

  private static void score(Severity severity, ObjectNode properties) {
    String score =
        switch (severity) {
          case CRITICAL -> "9.5";
          case HIGH -> "8.0";
          case MEDIUM -> "5.5";
          case LOW -> "3.0";
          case INFO -> "";
        };
    if (!score.isEmpty()) {
      properties.put("security-severity", score);
    }
  }

  private void invocation(ObjectNode node, IdentifyReport report, int written) {
    node.put("executionSuccessful", true);
    ArrayNode notes = node.putArray("toolExecutionNotifications");
    int missing = report.findings().size() + report.suppressed().size() - written;
    if (missing > 0) {
      note(
          notes.addObject(),
          "warning",
          missing
              + " results are not in this file, the least severe ones: a run holds at most "
              + MOST_RESULTS
              + ". The report in JSON has them all.");
    }
    for (Problem problem : report.problems().stream().limit(MOST_PROBLEMS).toList()) {
      ObjectNode one = notes.addObject();
      note(
          one,
          "note",
          problem.problem() + ": " + problem.text() + " (lost: " + problem.lost() + ")");
      ObjectNode place = one.putArray("locations").addObject().putObject("physicalLocation");
      SarifResult.artifact(place.putObject("artifactLocation"), around.path(problem.file()));
      if (problem.line() > 0) {
        place.putObject("region").put("startLine", problem.line());
      }
    }
    int unsaid = report.problems().size() - MOST_PROBLEMS;
    if (unsaid > 0) {
      note(notes.addObject(), "warning", unsaid + " more files could not be read whole.");
    }
  }

  private static void note(ObjectNode node, String level, String text) {
    node.put("level", level).putObject("message").put("text", text);
  }
}
