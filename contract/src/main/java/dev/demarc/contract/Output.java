// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Dimension 2.
 *
 * @param toFile true when the component writes to a file whose path replaces <code>{output}</code>
 * @param mediaType what the bytes are
 * @param bom forbid, require or keep
 * @param charset encoding, lower case; malformed bytes are a breach
 * @param itemSchema JSON Schema of one item
 * @param schema JSON Schema of one JSON body
 * @param lines form of lines
 * @param stderr every line of standard error must match
 * @param relations between input and output
 * @param limits sizes of items; the whole output is limited by resources
 */
public record Output(
    boolean toFile,
    MediaType mediaType,
    Input.Bom bom,
    String charset,
    Optional<JsonNode> itemSchema,
    Optional<JsonNode> schema,
    Lines lines,
    Optional<Pattern> stderr,
    List<Relation> relations,
    ItemLimits limits) {
  /** Copies the list. */
  public Output {
    relations = List.copyOf(relations);
  }
}
