// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.relation;

import dev.demarc.contract.MediaType.Format;
import dev.demarc.contract.item.Reading;
import dev.demarc.contract.item.SameJson;
import dev.demarc.contract.text.Patterns;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * One call: what went in and what came out.
 *
 * @param given the input items, in order
 * @param output what was read of the output
 * @param format of the output
 * @param stderr lines of standard error
 * @param stderrIsCut true when there was more of it than is kept: what is not in it may have been
 */
public record Exchange(
    List<JsonNode> given, Reading output, Format format, List<String> stderr, boolean stderrIsCut) {
  /** Copies the lines. */
  public Exchange {
    stderr = List.copyOf(stderr);
  }

  /** The lines of standard error that match. */
  public List<String> stderrLike(Pattern pattern) {
    List<String> lines = new ArrayList<>();
    for (String line : stderr) {
      if (Patterns.finds(pattern, line)) {
        lines.add(line);
      }
    }
    return lines;
  }

  /** The key of an item as text that is equal for equal keys; a missing one is null. */
  static String key(JsonNode item, String name) {
    JsonNode value = item.path(name);
    return value.isMissingNode() ? "null" : SameJson.canonical(value);
  }
}
