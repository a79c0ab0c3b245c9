// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.item;

import dev.demarc.contract.text.Flaw;
import dev.demarc.contract.text.Text;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What was read of a message.
 *
 * @param text the text; empty for bytes that are none
 * @param items the items that could be read, in order
 * @param count how many items there seem to be, readable or not
 * @param flaws everything that is wrong, by offset, at most {@link
 *     dev.demarc.contract.text.Flaws#MOST}
 */
public record Reading(Optional<Text> text, List<Item> items, long count, List<Flaw> flaws) {
  /** The values of the items, made when they are asked for where they are many. */
  public List<JsonNode> values() {
    return RowItems.values(items);
  }
}
