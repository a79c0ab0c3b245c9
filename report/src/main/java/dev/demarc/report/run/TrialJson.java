// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.run;

import dev.demarc.contract.Verdict;
import java.util.HexFormat;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the test of a contract said, as JSON; alone it has the schema {@code demarc/test/1}. */
public final class TrialJson {
  private TrialJson() {}

  /** One object, indented, with a line feed at the end. */
  public static String of(TrialView trial, Verdict verdict) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("schema", "demarc/test/1");
    verdict(root, verdict);
    trial(root, trial);
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  /** A verdict, and its reason when it has one. */
  static void verdict(ObjectNode node, Verdict verdict) {
    node.put("verdict", verdict.word());
    if (verdict instanceof Verdict.Undecided(var reason)) {
      node.put("reason", reason.word());
    }
  }

  /** The fields of a test. */
  static void trial(ObjectNode node, TrialView trial) {
    node.put("level", trial.level().name());
    ArrayNode controls = node.putArray("controls");
    for (TrialView.Control control : trial.controls()) {
      controls
          .addObject()
          .put("name", control.name())
          .put("enforced", control.enforced())
          .put("measured", control.measured())
          .put("mechanism", control.mechanism())
          .put("problem", control.problem());
    }
    ArrayNode dimensions = node.putArray("dimensions");
    trial.dimensions().forEach(dimension -> dimension(dimensions.addObject(), dimension));
    node.putObject("items")
        .put("given", trial.figures().given())
        .put("right", trial.figures().right())
        .put("wrong", trial.figures().wrong())
        .put("rejected", trial.figures().rejected())
        .put("lost", trial.figures().lost());
    ObjectNode coverage = node.putObject("coverage");
    trial.coverage().forEach(coverage::put);
    node.put("cases", trial.cases()).put("calls", trial.calls());
    node.put("millis", trial.took().toMillis());
  }

  private static void dimension(ObjectNode node, TrialView.DimensionView dimension) {
    node.put("dimension", dimension.dimension().word());
    verdict(node, dimension.verdict());
    ArrayNode checks = node.putArray("checks");
    for (TrialView.Check check : dimension.checks()) {
      ObjectNode one = checks.addObject();
      one.put("check", dimension.dimension().word() + "/" + check.name());
      verdict(one, check.verdict());
      one.put("detail", check.detail());
      check
          .counterexample()
          .ifPresent(found ->
              one.putObject("counterexample")
                  .put("case", found.caseId())
                  .put("message", found.message())
                  .put("size", found.bytes().length)
                  .put("originalSize", found.originalSize())
                  .put("hex", HexFormat.of().formatHex(found.bytes()))
                  .put("file", found.file()));
    }
  }
}
