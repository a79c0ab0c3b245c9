// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import dk.brics.automaton.Automaton;
import dk.brics.automaton.State;
import dk.brics.automaton.Transition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The automaton of sets of states, as brics makes it, but given up where it grows out of bounds:
 * the number of sets is exponential in the worst case.
 */
final class Deterministic {
  static final int MOST_STATES = 2000;

  private static final int MOST_STEPS = 2_000_000;

  private final Map<Set<State>, State> made = new HashMap<>();
  private final Deque<Set<State>> open = new ArrayDeque<>();
  private int steps;

  private Deterministic() {}

  /** The smallest deterministic automaton of the same language; empty when it is too large. */
  static Optional<Automaton> of(Automaton automaton) {
    if (!automaton.isDeterministic()) {
      automaton.expandSingleton();
      Optional<State> initial = new Deterministic().run(automaton.getInitialState());
      if (initial.isEmpty()) {
        return Optional.empty();
      }
      automaton.setInitialState(initial.get());
      automaton.setDeterministic(true);
      automaton.removeDeadTransitions();
    }
    automaton.minimize();
    return Optional.of(automaton);
  }

  private Optional<State> run(State initial) {
    State first = state(Set.of(initial));
    while (!open.isEmpty()) {
      Set<State> set = open.remove();
      State from = state(set);
      TreeSet<Integer> points = new TreeSet<>();
      for (State state : set) {
        for (Transition edge : state.getTransitions()) {
          points.add((int) edge.getMin());
          points.add(edge.getMax() + 1);
        }
      }
      for (int point : points) {
        Set<State> to = reached(set, point);
        Integer next = points.higher(point);
        if (!to.isEmpty() && next != null) {
          from.addTransition(new Transition((char) point, (char) (next - 1), state(to)));
        }
        if (steps > MOST_STEPS || made.size() > MOST_STATES) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(first);
  }

  private Set<State> reached(Set<State> from, int point) {
    Set<State> to = new HashSet<>();
    for (State state : from) {
      for (Transition edge : state.getTransitions()) {
        steps++;
        if (edge.getMin() <= point && point <= edge.getMax()) {
          to.add(edge.getDest());
        }
      }
    }
    return to;
  }

  private State state(Set<State> set) {
    State known = made.get(set);
    if (known != null) {
      return known;
    }
    State state = new State();
    state.setAccept(set.stream().anyMatch(State::isAccept));
    made.put(set, state);
    open.add(set);
    return state;
  }
}
