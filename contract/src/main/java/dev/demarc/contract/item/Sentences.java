// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.item;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Keeps messages short and on one line, whatever the payload was. */
public final class Sentences {
  private static final int MOST_SHOWN = 40;

  private Sentences() {}

  /** The beginning of a text, without controls. */
  public static String cut(String text, int most) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < text.length() && line.length() < most; i++) {
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) ? ' ' : c);
    }
    return text.length() > most ? line.append('…').toString() : line.toString();
  }

  /** A value as JSON, cut; controls are escaped. */
  public static String shown(JsonNode value) {
    if (value.isMissingNode()) {
      return "absent";
    }
    String text =
        value.isString() && value.asString().length() > MOST_SHOWN
            ? JsonNodeFactory.instance
                .stringNode(value.asString().substring(0, MOST_SHOWN + 1))
                .toString()
            : value.toString();
    return text.length() <= MOST_SHOWN
        ? text
        : text.substring(0, MOST_SHOWN) + (value.isString() ? "…\"" : "…");
  }
}
