// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.check;

import dev.demarc.contract.Relation;
import dev.demarc.contract.relation.Exchange;
import dev.demarc.contract.relation.Join;
import dev.demarc.contract.relation.Joins;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Counts what became of the items of one call. */
final class Counting {
  private Counting() {}

  /** The names of a key on both sides. */
  private record Key(String input, String output) {}

  static ItemCount count(
      List<Relation> relations, Exchange exchange, Joins joins, Set<Long> spoiled) {
    Optional<Pattern> rejected = rejected(relations);
    return key(relations)
        .map(key -> byKey(exchange, joins, key, rejected, spoiled))
        .orElseGet(() -> byNumber(exchange, rejected, spoiled));
  }

  private static ItemCount byKey(
      Exchange exchange, Joins joins, Key key, Optional<Pattern> rejected, Set<Long> spoiled) {
    Join.Fates fates = joins.of(key.input(), key.output(), rejected).fates(spoiled);
    long unreadable = exchange.output().count() - exchange.output().items().size();
    long surplus = fates.surplus() + unreadable;
    long unexplained = fates.missing() - fates.rejected();
    return new ItemCount(
        exchange.given().size(),
        fates.right(),
        fates.wrong() + surplus,
        fates.rejected(),
        Math.max(0, unexplained - surplus));
  }

  private static ItemCount byNumber(
      Exchange exchange, Optional<Pattern> rejected, Set<Long> spoiled) {
    long given = exchange.given().size();
    long out = exchange.output().count();
    long good =
        exchange.output().items().stream()
            .filter(item -> item.sound() && !spoiled.contains(item.number()))
            .count();
    long right = Math.min(good, given);
    long missing = Math.max(0, given - out);
    long refused =
        Math.min(
            missing,
            rejected.map(exchange::stderrLike).map(lines -> (long) lines.size()).orElse(0L));
    return new ItemCount(given, right, out - right, refused, missing - refused);
  }

  private static Optional<Key> key(List<Relation> relations) {
    Optional<Key> found = Optional.empty();
    for (Relation relation : relations) {
      if (relation instanceof Relation.KeyPreserved promise) {
        return Optional.of(new Key(promise.inputKey(), promise.outputKey()));
      }
      if (relation instanceof Relation.FieldPreserved promise && found.isEmpty()) {
        found = Optional.of(new Key(promise.inputKey(), promise.outputKey()));
      }
    }
    return found;
  }

  private static Optional<Pattern> rejected(List<Relation> relations) {
    Optional<Pattern> found = Optional.empty();
    for (Relation relation : relations) {
      if (relation instanceof Relation.KeyPreserved promise && promise.rejected().isPresent()) {
        return promise.rejected();
      }
      if (relation instanceof Relation.CountConserved promise && found.isEmpty()) {
        found = promise.rejected();
      }
    }
    return found;
  }
}
