// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import dk.brics.automaton.Automaton;
import dk.brics.automaton.BasicOperations;
import dk.brics.automaton.RegExp;
import dk.brics.automaton.State;
import dk.brics.automaton.Transition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Words of a pattern's language within bounds of length: shortest, longest, drawn, one for each
 * edge of the automaton. Letters are printable ASCII when that is enough, else the basic plane
 * without controls and surrogates, so that a length counts code points.
 */
final class Words {
  private static final int LONGEST = 1000;
  private static final Automaton ASCII = letters("[ -~]*");
  private static final Automaton PLANE = letters("[ -~\u00a0-\u1fff\u2030-\ud7ff\uf900-\ufaff]*");

  private final Automaton automaton;
  private final int min;
  private final List<Set<State>> ends = new ArrayList<>();

  private Words(Automaton automaton, int min, int max) {
    this.automaton = automaton;
    this.min = min;
    ends.add(new HashSet<>(automaton.getAcceptStates()));
    Set<State> states = automaton.getStates();
    for (int length = 1; length <= max; length++) {
      Set<State> before = ends.getLast();
      Set<State> now = new HashSet<>();
      for (State state : states) {
        if (state.getTransitions().stream().anyMatch(edge -> before.contains(edge.getDest()))) {
          now.add(state);
        }
      }
      if (now.isEmpty()) {
        break;
      }
      ends.add(now);
    }
  }

  /** The words of a pattern; empty when it has no automaton or no word of such a length. */
  static Optional<Words> of(String pattern, int min, int max) {
    return Regex.automaton(pattern).flatMap(automaton -> of(automaton, min, max));
  }

  /** The words that are not in the pattern's language. */
  static Optional<Words> outside(String pattern, int min, int max) {
    return Regex.automaton(pattern).flatMap(automaton -> of(automaton.complement(), min, max));
  }

  private static Optional<Words> of(Automaton language, int min, int max) {
    for (Automaton alphabet : List.of(ASCII, PLANE)) {
      Automaton narrowed = BasicOperations.intersection(language, alphabet);
      narrowed.determinize();
      narrowed.minimize();
      if (narrowed.isEmpty() || narrowed.getNumberOfStates() > Deterministic.MOST_STATES) {
        continue;
      }
      Words words = new Words(narrowed, min, Math.min(max, LONGEST));
      if (!words.lengths().isEmpty()) {
        return Optional.of(words);
      }
    }
    return Optional.empty();
  }

  private static Automaton letters(String pattern) {
    Automaton automaton = new RegExp(pattern, RegExp.NONE).toAutomaton();
    automaton.determinize();
    return automaton;
  }

  /** Lengths for which there is a word, within the bounds. */
  SortedSet<Integer> lengths() {
    SortedSet<Integer> lengths = new TreeSet<>();
    for (int length = min; length < ends.size(); length++) {
      if (ends.get(length).contains(automaton.getInitialState())) {
        lengths.add(length);
      }
    }
    return lengths;
  }

  /** The first of the shortest words. */
  String shortest() {
    return first(automaton.getInitialState(), lengths().first());
  }

  /** A word of the greatest length. */
  String longest() {
    return first(automaton.getInitialState(), lengths().last());
  }

  /** A drawn word; short ones are as likely as long ones. */
  String drawn(RandomGenerator random) {
    List<Integer> lengths = lengths().stream().limit(64).toList();
    StringBuilder word = new StringBuilder();
    State state = automaton.getInitialState();
    for (int left = lengths.get(random.nextInt(lengths.size())); left > 0; left--) {
      List<Transition> edges = edges(state, left);
      Transition edge = edges.get(random.nextInt(edges.size()));
      word.append((char) (edge.getMin() + random.nextInt(edge.getMax() - edge.getMin() + 1)));
      state = edge.getDest();
    }
    return word.toString();
  }

  /** Words that together go over every edge once, at most so many: both ends of its letters. */
  Set<String> overEveryEdge(int most) {
    Set<String> words = new LinkedHashSet<>();
    Set<State> seen = new HashSet<>();
    List<State> queue = new ArrayList<>(List.of(automaton.getInitialState()));
    List<String> prefixes = new ArrayList<>(List.of(""));
    seen.add(automaton.getInitialState());
    for (int i = 0; i < queue.size() && words.size() < most; i++) {
      for (Transition edge : queue.get(i).getSortedTransitions(false)) {
        String low = prefixes.get(i) + edge.getMin();
        if (seen.add(edge.getDest())) {
          queue.add(edge.getDest());
          prefixes.add(low);
        }
        finish(low, edge.getDest()).ifPresent(words::add);
        finish(prefixes.get(i) + edge.getMax(), edge.getDest()).ifPresent(words::add);
      }
    }
    return words;
  }

  private Optional<String> finish(String prefix, State state) {
    for (int left = Math.max(0, min - prefix.length());
        left + prefix.length() < ends.size();
        left++) {
      if (ends.get(left).contains(state)) {
        return Optional.of(prefix + first(state, left));
      }
    }
    return Optional.empty();
  }

  private String first(State from, int length) {
    StringBuilder word = new StringBuilder();
    State state = from;
    for (int left = length; left > 0; left--) {
      Transition edge = edges(state, left).getFirst();
      word.append(plain(edge));
      state = edge.getDest();
    }
    return word.toString();
  }

  private static char plain(Transition edge) {
    return edge.getMin() <= 'a' && 'a' <= edge.getMax() ? 'a' : edge.getMin();
  }

  private List<Transition> edges(State state, int left) {
    Set<State> before = ends.get(left - 1);
    return state.getSortedTransitions(false).stream()
        .filter(edge -> before.contains(edge.getDest()))
        .toList();
  }
}
