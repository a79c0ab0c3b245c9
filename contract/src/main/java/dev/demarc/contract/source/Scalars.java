// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a plain scalar is: the JSON schema of YAML 1.2, §10.2, with {@code ~} and nothing as null.
 */
public final class Scalars {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern INTEGER = Pattern.compile("-?(?:0|[1-9][0-9]*+)");
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][-+]?[0-9]++)?");
  private static final Pattern SMALL =
      Pattern.compile("-?[0-9]{1,40}(?:\\.[0-9]{1,40})?(?:[eE][-+]?[0-9]{1,3})?");

  /** YAML 1.1, types bool, int (octal, base 60, grouped) and the signs that JSON has not. */
  private static final Pattern RETYPED =
      Pattern.compile(
          "(?i:yes|no|on|off|y|n|true|false|null)"
              + "|[-+]?0[0-9_]+|[-+]?0[xob][0-9a-fA-F_]+|[-+]?[1-9][0-9]*(?::[0-5]?[0-9])+(?:\\.[0-9]*)?"
              + "|[-+]?[1-9][0-9]*_[0-9_]+|\\+[0-9.]+|[-+]?\\.[0-9]+|[-+]?[0-9]+\\."
              + "|[-+]?\\.(?i:inf)|\\.(?i:nan)|[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private Scalars() {}

  /** The value; empty when it is a number too large to be meant. */
  static Optional<JsonNode> value(String text, boolean plain) {
    if (!plain) {
      return Optional.of(JSON.stringNode(text));
    }
    JsonNode word =
        switch (text) {
          case "", "~", "null" -> JSON.nullNode();
          case "true" -> JSON.booleanNode(true);
          case "false" -> JSON.booleanNode(false);
          default -> JSON.stringNode(text);
        };
    if (!word.isString() || !NUMBER.matcher(text).matches()) {
      return Optional.of(word);
    }
    if (!SMALL.matcher(text).matches()) {
      return Optional.empty();
    }
    if (!INTEGER.matcher(text).matches()) {
      return Optional.of(JSON.numberNode(new BigDecimal(text)));
    }
    BigInteger integer = new BigInteger(text);
    return Optional.of(
        integer.bitLength() < 32
            ? JSON.numberNode(integer.intValue())
            : integer.bitLength() < 64
                ? JSON.numberNode(integer.longValue())
                : JSON.numberNode(integer));
  }

  /** True for a plain text that readers of YAML 1.1 take for something else. */
  public static boolean retyped(Node.Scalar scalar) {
    return scalar.plain() && scalar.json().isString() && RETYPED.matcher(scalar.text()).matches();
  }
}
