// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** The numbers that a schema allows, as far as bounds and multiples tell. */
record Interval(
    Optional<BigDecimal> low,
    boolean lowOpen,
    Optional<BigDecimal> high,
    boolean highOpen,
    Optional<BigDecimal> step,
    boolean whole) {
  private static final BigDecimal REACH = BigDecimal.valueOf(1000);

  static Interval of(Column column) {
    JsonNode schema = column.schema();
    Optional<BigDecimal> above = number(schema, "exclusiveMinimum");
    Optional<BigDecimal> below = number(schema, "exclusiveMaximum");
    return new Interval(
        above.or(() -> number(schema, "minimum")),
        above.isPresent(),
        below.or(() -> number(schema, "maximum")),
        below.isPresent(),
        number(schema, "multipleOf").filter(step -> step.signum() > 0),
        column.mainType().equals("integer"));
  }

  static Optional<BigDecimal> number(JsonNode schema, String keyword) {
    JsonNode value = schema.path(keyword);
    return value.isNumber() ? Optional.of(value.decimalValue()) : Optional.empty();
  }

  /** A drawn number: whole, or with at most two digits after the point. */
  BigDecimal draw(RandomGenerator random) {
    BigDecimal unit = step.orElse(whole ? BigDecimal.ONE : new BigDecimal("0.01"));
    BigDecimal from =
        low.orElseGet(() -> high.map(top -> top.subtract(REACH)).orElse(BigDecimal.ZERO));
    BigDecimal to = high.orElseGet(() -> from.add(REACH));
    BigDecimal first = from.divide(unit, 0, RoundingMode.CEILING);
    BigDecimal last = to.divide(unit, 0, RoundingMode.FLOOR);
    if (lowOpen && first.multiply(unit).compareTo(from) == 0) {
      first = first.add(BigDecimal.ONE);
    }
    if (highOpen && last.multiply(unit).compareTo(to) == 0) {
      last = last.subtract(BigDecimal.ONE);
    }
    BigDecimal span = last.subtract(first);
    BigDecimal offset =
        span.signum() <= 0
            ? BigDecimal.ZERO
            : BigDecimal.valueOf(
                random.nextLong(span.min(BigDecimal.valueOf(Long.MAX_VALUE - 1)).longValue() + 1));
    return first.add(offset).multiply(unit);
  }

  /** Whether a number lies within. */
  boolean holds(BigDecimal value) {
    return low.map(bound -> value.compareTo(bound) >= (lowOpen ? 1 : 0)).orElse(true)
        && high.map(bound -> value.compareTo(bound) <= (highOpen ? -1 : 0)).orElse(true)
        && step.map(unit -> value.remainder(unit).signum() == 0).orElse(true)
        && (!whole || value.stripTrailingZeros().scale() <= 0);
  }
}
