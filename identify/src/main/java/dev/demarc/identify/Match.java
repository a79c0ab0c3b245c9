// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a rule saw: the place, one sentence with the facts of this case, and what is special about
 * it.
 *
 * @param lowered a severity milder than the rule's own; the message says why
 * @param more facts behind it, the deciding line itself is not among them
 * @param remedy what to do in this case, when it is not the rule's own text
 * @param edits a mechanical and safe remedy, otherwise empty
 * @param hidden texts that no output may print: secrets on the lines of the evidence
 */
public record Match(
    Place place,
    String message,
    Optional<Severity> lowered,
    List<Fact> more,
    Optional<String> remedy,
    List<Fix.Edit> edits,
    List<String> hidden) {
  /** The longest message; longer ones end up cut in every interface that shows them. */
  public static final int MAX_MESSAGE = 200;

  /** Copies the lists; cuts a message that is too long. */
  public Match {
    more = List.copyOf(more);
    edits = List.copyOf(edits);
    hidden = List.copyOf(hidden);
    message = cut(message);
  }

  /** A message, cut when it is too long. */
  static String cut(String message) {
    return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE - 1) + "…";
  }

  /** A match at the rule's own severity. */
  public static Match at(Place place, String message) {
    return new Match(
        place, message, Optional.empty(), List.of(), Optional.empty(), List.of(), List.of());
  }

  /** The same match, milder; the message must say why. */
  public Match as(Severity milder) {
    return new Match(place, message, Optional.of(milder), more, remedy, edits, hidden);
  }

  /** The same match with one more fact. */
  public Match with(String kind, String text, Place where) {
    List<Fact> facts = new ArrayList<>(more);
    facts.add(new Fact(kind, text, Optional.of(where)));
    return new Match(place, message, lowered, facts, remedy, edits, hidden);
  }

  /** The same match with a remedy of its own. */
  public Match remedy(String text) {
    return new Match(place, message, lowered, more, Optional.of(text), edits, hidden);
  }

  /** The same match with an edit that mends it; several edits belong together. */
  public Match edit(Place range, String newText) {
    List<Fix.Edit> all = new ArrayList<>(edits);
    all.add(new Fix.Edit(range, newText));
    return new Match(place, message, lowered, more, remedy, all, hidden);
  }

  /** The same match; this text is printed nowhere. */
  public Match hiding(String secret) {
    List<String> all = new ArrayList<>(hidden);
    all.add(secret);
    return new Match(place, message, lowered, more, remedy, edits, all);
  }
}
