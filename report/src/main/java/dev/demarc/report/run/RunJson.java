// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.run;

import dev.demarc.contract.Verdict;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run as JSON, schema {@code demarc/run/1}: within it fields are only added. Times in
 * milliseconds, sizes in bytes.
 */
public final class RunJson {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private RunJson() {}

  /** The whole run, indented, with a line feed at the end. */
  public static String of(RunView run) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("schema", "demarc/run/1");
    verdict(root, run.verdict());
    subject(root.putObject("subject"), run.subject());
    ArrayNode stages = root.putArray("stages");
    run.stages().forEach(stage -> stage(stages.addObject(), stage));
    run.trial().ifPresent(trial -> trial(root.putObject("test"), trial));
    inventory(root.putArray("inventory"), run.inventory());
    findings(root.putArray("findings"), run.findings());
    run.artifact().ifPresent(artifact -> artifact(root.putObject("artifact"), artifact));
    run.problem()
        .ifPresent(problem -> {
          ObjectNode node = root.putObject("problem");
          node.put("stage", problem.stage()).put("what", problem.what());
          words(node.putArray("why"), problem.why());
          node.put("remedy", problem.remedy());
        });
    root.put("reproduce", run.reproduce());
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private static void verdict(ObjectNode node, Verdict verdict) {
    node.put("verdict", verdict.word());
    if (verdict instanceof Verdict.Undecided(var reason)) {
      node.put("reason", reason.word());
    }
  }

  private static void subject(ObjectNode node, RunView.Subject subject) {
    node.put("component", subject.component());
    node.putObject("contract")
        .put("name", subject.contract())
        .put("version", subject.contractVersion())
        .put("digest", subject.contractDigest())
        .put("file", subject.contractFile());
    node.put("commit", subject.commit()).put("dirty", subject.dirty()).put("tool", subject.tool());
  }

  private static void stage(ObjectNode node, StageView stage) {
    node.put("name", stage.name());
    verdict(node, stage.verdict());
    node.put("detail", stage.detail());
    node.put("millis", stage.took().toMillis()).put("cached", stage.cached());
    words(node.putArray("in"), stage.in());
    words(node.putArray("out"), stage.out());
  }

  private static void trial(ObjectNode node, TrialView trial) {
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

  private static void inventory(ArrayNode list, List<ForeignView> inventory) {
    for (ForeignView foreign : inventory) {
      list.addObject()
          .put("name", foreign.name())
          .put("kind", foreign.kind())
          .put("file", foreign.file())
          .put("line", foreign.line())
          .put("contract", foreign.contract());
    }
  }

  private static void findings(ArrayNode list, List<FindingView> findings) {
    for (FindingView finding : findings) {
      list.addObject()
          .put("rule", finding.rule())
          .put("severity", finding.severity())
          .put("file", finding.file())
          .put("line", finding.line())
          .put("column", finding.column())
          .put("message", finding.message())
          .put("why", finding.why())
          .put("fix", finding.fix());
    }
  }

  private static void artifact(ObjectNode node, ArtifactView artifact) {
    node.put("digest", artifact.digest()).put("layout", artifact.layout());
    node.put("keyId", artifact.keyId());
    ArrayNode statements = node.putArray("statements");
    for (ArtifactView.Statement statement : artifact.statements()) {
      statements
          .addObject()
          .put("type", statement.type())
          .put("result", statement.result())
          .put("digest", statement.digest());
    }
    artifact
        .logIndex()
        .ifPresent(
            index -> node.putObject("log").put("index", index).put("root", artifact.logRoot()));
    ArrayNode files = node.putArray("files");
    for (ArtifactView.PackagedFile file : artifact.files()) {
      files
          .addObject()
          .put("path", file.path())
          .put("size", file.size())
          .put("digest", file.digest());
    }
  }

  private static void words(ArrayNode list, List<String> words) {
    words.forEach(list::add);
  }
}
