// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.contract.DemarcException;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Why a command ended early, for callers that read JSON; schema {@code demarc/error/1}. */
final class ErrorJson {
  private ErrorJson() {}

  static String of(DemarcException failure) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("schema", "demarc/error/1");
    root.put("kind", failure.kind().name().toLowerCase(Locale.ROOT));
    root.put("what", String.valueOf(failure.getMessage()));
    ArrayNode why = root.putArray("why");
    failure.details().forEach(why::add);
    root.put("remedy", failure.remedy());
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }
}
