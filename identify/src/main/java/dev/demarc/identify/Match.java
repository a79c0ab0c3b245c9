// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a rule saw: the place, one sentence with the facts of this case, a lowered severity when the
 * case is milder than the rule, and more facts behind it.
 */
public record Match(Place place, String message, Optional<Severity> lowered, List<Fact> more) {
  /** The longest message; longer ones end up cut in every interface that shows them. */
  public static final int MAX_MESSAGE = 200;

  /** Copies the facts; cuts a message that is too long. */
  public Match {
    more = List.copyOf(more);
    message = cut(message);
  }

  /** A message, cut when it is too long. */
  static String cut(String message) {
    return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE - 1) + "…";
  }

  /** A match at the rule's own severity. */
  public static Match at(Place place, String message) {
    return new Match(place, message, Optional.empty(), List.of());
  }

  /** The same match, milder; the message must say why. */
  public Match as(Severity milder) {
    return new Match(place, message, Optional.of(milder), more);
  }

  /** The same match with one more fact. */
  public Match with(String kind, String text, Place where) {
    List<Fact> facts = new ArrayList<>(more);
    facts.add(new Fact(kind, text, Optional.of(where)));
    return new Match(place, message, lowered, facts);
  }
}
