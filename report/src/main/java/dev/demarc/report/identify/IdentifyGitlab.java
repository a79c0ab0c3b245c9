// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.identify;

import dev.demarc.identify.Finding;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.identify.Severity;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A report of identify as GitLab's code quality report: an array, each entry with a fingerprint of
 * its own.
 */
final class IdentifyGitlab {
  private final Surroundings around;

  IdentifyGitlab(Surroundings around) {
    this.around = around;
  }

  String of(IdentifyReport report) {
    ArrayNode array = JsonMapper.shared().createArrayNode();
    Map<String, Integer> seen = new HashMap<>();
    for (Finding finding : report.findings()) {
      String print = finding.fingerprint();
      int before = seen.merge(print, 1, Integer::sum) - 1;
      ObjectNode one = array.addObject();
      one.put("type", "issue").put("check_name", finding.rule().toString());
      one.put("description", finding.message());
      // entries with equal fingerprints would become one
      one.put("fingerprint", before == 0 ? print : print + "-" + before);
      one.put("severity", severity(finding.severity()));
      one.putArray("categories").add("Bug Risk");
      one.putObject("content").put("body", finding.why() + "\n\n" + finding.fix().text());
      ObjectNode location =
          one.putObject("location").put("path", around.path(finding.place().file()));
      location
          .putObject("lines")
          .put("begin", Math.max(1, finding.place().line()))
          .put("end", Math.max(1, finding.place().endLine()));
    }
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(array) + "\n";
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "blocker";
      case HIGH -> "critical";
      case MEDIUM -> "major";
      case LOW -> "minor";
      case INFO -> "info";
    };
  }
}
