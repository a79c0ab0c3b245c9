// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.clock;

import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.LocalValues;
import dev.demarc.evidence.gosource.Node;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One reading of the clock: {@code time.Now()} and the methods called on it.
 *
 * @param now the call of {@code time.Now}
 * @param whole the expression that the reading is kept from
 * @param stripped the method that took the monotonic part away, if one did
 */
record Reading(Node now, Node whole, Optional<String> stripped) {
  private static final Set<String> STRIPS = Set.of("UTC", "In", "Local", "Round", "Truncate");
  private static final Set<String> ALIGNS = Set.of("Round", "Truncate");

  /** Whoever aligns to more than this wants a moment of the calendar, which is the wall's. */
  private static final Duration FINE = Duration.ofSeconds(1);

  /** The reading behind an expression: the chain itself, or a name that only readings are given. */
  static Optional<Reading> of(GoPackage in, Node expression) {
    return switch (expression.kind()) {
      case CALL -> chain(in, expression);
      case PAREN -> expression.child(0).flatMap(inner -> of(in, inner));
      case IDENT -> name(in, expression);
      case SELECTOR -> field(in, expression);
      default -> Optional.empty();
    };
  }

  private static Optional<Reading> chain(GoPackage in, Node call) {
    Optional<String> stripped = Optional.empty();
    Node at = call;
    while (at.is(Kind.CALL) && !in.isCall(at, "time", "Now")) {
      Node function = at.child(0).orElse(at);
      String method = function.child(1).map(Node::text).orElse("");
      boolean known = STRIPS.contains(method) || method.equals("Add");
      if (!function.is(Kind.SELECTOR) || !known || (ALIGNS.contains(method) && !isFine(in, at))) {
        return Optional.empty();
      }
      if (STRIPS.contains(method)) {
        stripped = Optional.of(method);
      }
      at = function.child(0).orElse(function);
    }
    return in.isCall(at, "time", "Now")
        ? Optional.of(new Reading(at, call, stripped))
        : Optional.empty();
  }

  private static boolean isFine(GoPackage in, Node align) {
    return align
        .child(1)
        .flatMap(new ConstantDuration(in)::of)
        .filter(unit -> unit.compareTo(FINE) <= 0)
        .isPresent();
  }

  private static Optional<Reading> name(GoPackage in, Node name) {
    if (in.bindings(name).flatMap(b -> b.declaration(name)).isEmpty()) {
      return in.value(name.text()).flatMap(value -> chain(in, value));
    }
    return LocalValues.of(in, name)
        .map(values -> values.stream().map(LocalValues.Value::expression).toList())
        .flatMap(values -> same(in, values));
  }

  /** A field of the package's own: one that a decoder or another package may fill says nothing. */
  private static Optional<Reading> field(GoPackage in, Node selector) {
    String name = selector.child(1).map(Node::text).orElse("");
    boolean own = !name.isEmpty() && Character.isLowerCase(name.charAt(0));
    return own ? same(in, in.fieldValues(name)) : Optional.empty();
  }

  private static Optional<Reading> same(GoPackage in, List<Node> values) {
    List<Reading> readings =
        values.stream()
            .filter(value -> value.is(Kind.CALL))
            .flatMap(value -> chain(in, value).stream())
            .toList();
    boolean alike =
        !values.isEmpty()
            && readings.size() == values.size()
            && readings.stream().map(one -> one.stripped.isPresent()).distinct().count() == 1;
    return alike ? Optional.of(readings.getFirst()) : Optional.empty();
  }
}
