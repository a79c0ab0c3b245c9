// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.clock;

import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.LocalValues;
import dev.demarc.evidence.gosource.Node;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Reads a duration that the source gives as a constant: {@code 50 * time.Microsecond}. */
final class ConstantDuration {
  /** Longer chains of names and sums are given up. */
  private static final int MAX_STEPS = 12;

  private static final Map<String, Long> UNITS =
      Map.of(
          "Nanosecond", 1L,
          "Microsecond", 1_000L,
          "Millisecond", 1_000_000L,
          "Second", 1_000_000_000L,
          "Minute", 60_000_000_000L,
          "Hour", 3_600_000_000_000L);

  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  private final GoPackage in;

  ConstantDuration(GoPackage in) {
    this.in = in;
  }

  Optional<Duration> of(Node expression) {
    return value(expression, MAX_STEPS)
        .filter(nanos -> nanos.abs().compareTo(MOST) < 0)
        .map(nanos -> Duration.ofNanos(nanos.longValue()));
  }

  private Optional<BigInteger> value(Node node, int steps) {
    if (steps == 0) {
      return Optional.empty();
    }
    return switch (node.kind()) {
      case LITERAL -> number(node.text());
      case PAREN -> node.child(0).flatMap(inner -> value(inner, steps - 1));
      case SELECTOR ->
          node.child(1)
              .map(Node::text)
              .filter(unit -> in.isImported(node, "time", unit))
              .flatMap(unit -> Optional.ofNullable(UNITS.get(unit)))
              .map(BigInteger::valueOf);
      case CALL ->
          in.isCall(node, "time", "Duration")
              ? node.child(1).flatMap(inner -> value(inner, steps - 1))
              : Optional.empty();
      case BINARY -> operation(node, steps);
      case IDENT -> name(node).flatMap(inner -> value(inner, steps - 1));
      default -> Optional.empty();
    };
  }

  private static Optional<BigInteger> number(String text) {
    String digits = text.replace("_", "");
    boolean decimal =
        !digits.isEmpty()
            && digits.length() <= 18
            && digits.chars().allMatch(c -> c >= '0' && c <= '9')
            && (digits.length() == 1 || digits.charAt(0) != '0');
    return decimal ? Optional.of(new BigInteger(digits)) : Optional.empty();
  }

  private Optional<BigInteger> operation(Node node, int steps) {
    Optional<BigInteger> left = node.child(0).flatMap(inner -> value(inner, steps - 1));
    Optional<BigInteger> right = node.child(1).flatMap(inner -> value(inner, steps - 1));
    if (left.isEmpty() || right.isEmpty()) {
      return Optional.empty();
    }
    return switch (node.operator()) {
      case "*" -> Optional.of(left.get().multiply(right.get()));
      case "+" -> Optional.of(left.get().add(right.get()));
      case "-" -> Optional.of(left.get().subtract(right.get()));
      case "/" ->
          right.get().signum() == 0
              ? Optional.empty()
              : Optional.of(left.get().divide(right.get()));
      default -> Optional.empty();
    };
  }

  /** What a constant is declared as; a variable may be something else at another time. */
  private Optional<Node> name(Node node) {
    Optional<Node> value =
        in.bindings(node).flatMap(b -> b.declaration(node)).isPresent()
            ? LocalValues.only(in, node).map(LocalValues.Value::expression)
            : in.value(node.text());
    return value.filter(given -> given.ancestor(Kind.CONST_DECL).isPresent());
  }
}
