// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.item;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Equality of JSON values: numbers by value, members in any order. */
public final class SameJson {
  private SameJson() {}

  /** True when two values are the same. */
  public static boolean same(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return decimal(one).compareTo(decimal(other)) == 0;
    }
    if (one.isString() && other.isString()) {
      return one.asString().equals(other.asString());
    }
    return canonical(one).equals(canonical(other));
  }

  /** A text that two values share exactly when they are the same. */
  public static String canonical(JsonNode value) {
    StringBuilder text = new StringBuilder();
    write(value, text);
    return text.toString();
  }

  private static void write(JsonNode value, StringBuilder text) {
    if (value.isNumber()) {
      text.append('n').append(decimal(value).stripTrailingZeros());
    } else if (value.isString()) {
      string(value.asString(), text);
    } else if (value.isObject()) {
      text.append('{');
      Map<String, JsonNode> sorted = new TreeMap<>();
      value.properties().forEach(member -> sorted.put(member.getKey(), member.getValue()));
      sorted.forEach((name, member) -> {
        string(name, text);
        write(member, text);
      });
      text.append('}');
    } else if (value.isArray()) {
      text.append('[');
      value.forEach(element -> write(element, text));
      text.append(']');
    } else {
      text.append(value.isMissingNode() ? "-" : value.toString());
    }
  }

  private static void string(String value, StringBuilder text) {
    text.append('s').append(value.length()).append(':').append(value);
  }

  private static BigDecimal decimal(JsonNode number) {
    return number.decimalValue();
  }
}
