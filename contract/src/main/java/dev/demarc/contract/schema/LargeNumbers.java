// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Numbers beyond 64 bits as integers. networknt 3.0.9 compares a decimal such as {@code 1e20} with
 * a bound by {@code asLong()}, which throws in Jackson 3; of integers it knows how large they are.
 */
final class LargeNumbers {
  private static final BigDecimal LARGE = BigDecimal.TWO.pow(63);

  /** Beyond it a number counts as this one: above every bound that a contract can hold. */
  private static final int MOST_DIGITS = 1_100;

  private static final BigInteger LARGEST = BigInteger.TEN.pow(MOST_DIGITS);

  private LargeNumbers() {}

  /** The value itself, or a copy when it holds such a number. */
  static JsonNode asIntegers(JsonNode value) {
    return holdsOne(value) ? copy(value) : value;
  }

  private static boolean holdsOne(JsonNode value) {
    if (value.isContainer()) {
      for (JsonNode member : value) {
        if (holdsOne(member)) {
          return true;
        }
      }
      return false;
    }
    return isOne(value);
  }

  private static boolean isOne(JsonNode value) {
    if (!value.isFloatingPointNumber()) {
      return false;
    }
    if (!value.isBigDecimal()) {
      double number = value.doubleValue();
      return Double.isFinite(number) && Math.abs(number) >= 0x1p63;
    }
    BigDecimal number = value.decimalValue();
    return number.precision() - (long) number.scale() > 18 && number.abs().compareTo(LARGE) >= 0;
  }

  private static JsonNode copy(JsonNode value) {
    if (value.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      value.properties().forEach(member -> object.set(member.getKey(), copy(member.getValue())));
      return object;
    }
    if (value.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      value.forEach(member -> array.add(copy(member)));
      return array;
    }
    return isOne(value)
        ? JsonNodeFactory.instance.numberNode(integer(value.decimalValue()))
        : value;
  }

  private static BigInteger integer(BigDecimal number) {
    if (number.precision() - (long) number.scale() > MOST_DIGITS) {
      return number.signum() < 0 ? LARGEST.negate() : LARGEST;
    }
    return number.setScale(0, RoundingMode.DOWN).toBigInteger();
  }
}
