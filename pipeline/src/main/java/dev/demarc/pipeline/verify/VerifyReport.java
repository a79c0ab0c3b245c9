// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.verify;

import dev.demarc.contract.Verdict;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What verification of a layout says.
 *
 * @param ending how it ended
 * @param artifact digest of the artifact's manifest; empty text when none was found
 * @param checks each check in the order in which it was made
 */
public record VerifyReport(Ending ending, String artifact, List<Check> checks) {
  /** Copies the list. */
  public VerifyReport {
    checks = List.copyOf(checks);
  }

  /** The ways to end; the command line turns them into exit codes 0, 1 and 3. */
  public enum Ending {
    /** Everything holds. */
    VERIFIED,
    /** Something does not hold. */
    BROKEN,
    /** A key, a blob or the log is missing, so it cannot be said. */
    CANNOT
  }

  /**
   * One check.
   *
   * @param name what was checked, for example {@code blob}, {@code signature}, {@code log}
   * @param verdict what it says
   * @param detail one sentence that names the blob or statement
   */
  public record Check(String name, Verdict verdict, String detail) {}

  /** The report as JSON, one object, schema {@code demarc/verify/1}. */
  public String json() {
    JsonMapper mapper = JsonMapper.shared();
    ObjectNode root = mapper.createObjectNode();
    root.put("schema", "demarc/verify/1");
    root.put("ending", ending.name().toLowerCase(Locale.ROOT));
    root.put("artifact", artifact);
    ArrayNode list = root.putArray("checks");
    for (Check check : checks) {
      ObjectNode node = list.addObject();
      node.put("name", check.name());
      node.put("verdict", check.verdict().word());
      if (check.verdict() instanceof Verdict.Undecided(var reason)) {
        node.put("reason", reason.word());
      }
      node.put("detail", check.detail());
    }
    return mapper.writeValueAsString(root);
  }
}
