// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.run;

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
    TrialJson.verdict(root, run.verdict());
    subject(root.putObject("subject"), run.subject());
    ArrayNode stages = root.putArray("stages");
    run.stages().forEach(stage -> stage(stages.addObject(), stage));
    findings(root.putArray("lint"), run.lint());
    run.trial().ifPresent(trial -> TrialJson.trial(root.putObject("test"), trial));
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
    TrialJson.verdict(node, stage.verdict());
    node.put("detail", stage.detail());
    node.put("millis", stage.took().toMillis()).put("cached", stage.cached());
    words(node.putArray("in"), stage.in());
    words(node.putArray("out"), stage.out());
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
