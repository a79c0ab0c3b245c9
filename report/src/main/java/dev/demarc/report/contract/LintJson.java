// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.contract;

import dev.demarc.contract.source.Problem;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Problems of a contract as JSON, schema {@code demarc/lint/1}. */
public final class LintJson {
  private LintJson() {}

  /** One object, indented, with a line feed at the end. */
  public static String of(List<Problem> problems) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("schema", "demarc/lint/1");
    ArrayNode list = root.putArray("problems");
    for (Problem problem : problems) {
      list.addObject()
          .put("rule", problem.rule())
          .put("severity", problem.severity().word())
          .put("file", problem.file().toString())
          .put("line", problem.line())
          .put("column", problem.column())
          .put("pointer", problem.pointer())
          .put("message", problem.message())
          .put("fix", problem.fix());
    }
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }
}
