// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.protocolmismatch;

import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The order in which one function does things to its response: for each event what has happened
 * before on every path that leads to it, and on some path. A path that returned leads nowhere. The
 * body of a loop is passed twice, so that what an earlier turn did is before what a later one does.
 */
final class ResponseFlow {
  /**
   * An event and what is before it.
   *
   * @param always on every path
   * @param maybe on some path
   * @param earlierTurn on every path of an earlier turn of the loop around it
   */
  record Step(
      ResponseEvent event,
      Set<ResponseEvent> always,
      Set<ResponseEvent> maybe,
      Set<ResponseEvent> earlierTurn) {}

  private record State(Set<ResponseEvent> always, Set<ResponseEvent> maybe) {
    static final State START = new State(Set.of(), Set.of());

    State after(ResponseEvent event) {
      return new State(plus(always, Set.of(event)), plus(maybe, Set.of(event)));
    }

    State or(State other) {
      Set<ResponseEvent> both = new LinkedHashSet<>(always);
      both.retainAll(other.always);
      return new State(both, plus(maybe, other.maybe));
    }
  }

  private static final Set<String> ENDS =
      Set.of("panic", "os.Exit", "log.Fatal", "log.Fatalf", "log.Fatalln", "log.Panic");

  /** Nesting and size that no handler has; what is larger is not followed. */
  private static final int MAX_DEPTH = 60;

  private static final int MAX_EVENTS = 400;

  private final Map<Node, List<ResponseEvent>> events;
  private final List<Step> steps = new ArrayList<>();
  private final List<Optional<State>> leaving = new ArrayList<>();
  private Set<ResponseEvent> turn = Set.of();
  private boolean recording = true;
  private int depth;

  private ResponseFlow(Map<Node, List<ResponseEvent>> events) {
    this.events = events;
  }

  /** The steps of a function body in source order; {@code events} by the node that makes them. */
  static List<Step> of(Node body, Map<Node, List<ResponseEvent>> events) {
    if (events.isEmpty() || events.size() > MAX_EVENTS) {
      return List.of();
    }
    ResponseFlow flow = new ResponseFlow(events);
    flow.block(body.children(), Optional.of(State.START));
    return flow.steps;
  }

  private Optional<State> block(List<Node> statements, Optional<State> before) {
    Optional<State> state = before;
    for (Node statement : statements) {
      state = state.flatMap(known -> statement(statement, known));
    }
    return state;
  }

  private Optional<State> statement(Node node, State state) {
    if (++depth > MAX_DEPTH) {
      depth--;
      return Optional.of(state);
    }
    Optional<State> after =
        switch (node.kind()) {
          case BLOCK -> block(node.children(), Optional.of(state));
          case IF -> branch(node, state);
          case FOR -> loop(node, state);
          case SWITCH, SELECT -> choice(node, state);
          case LABELED -> node.child(1).flatMap(inner -> statement(inner, state));
          case RETURN -> {
            expression(node, state);
            yield Optional.empty();
          }
          case BRANCH -> {
            leave(state);
            yield Optional.empty();
          }
          default -> {
            State done = expression(node, state);
            yield ends(node) ? Optional.empty() : Optional.of(done);
          }
        };
    depth--;
    return after;
  }

  private static boolean ends(Node node) {
    return node.is(Kind.EXPR_STMT)
        && node.child(0)
            .filter(call -> call.is(Kind.CALL))
            .flatMap(call -> call.child(0))
            .filter(name -> name.is(Kind.IDENT, Kind.SELECTOR))
            .filter(name -> ENDS.contains(name.is(Kind.IDENT) ? name.text() : name.dotted()))
            .isPresent();
  }

  private State expression(Node node, State before) {
    State state = before;
    for (ResponseEvent event : events.getOrDefault(node, List.of())) {
      if (recording) {
        steps.add(new Step(event, state.always, state.maybe, turn));
      }
      state = state.after(event);
    }
    return state;
  }

  private Optional<State> branch(Node node, State before) {
    State state = before;
    List<Node> blocks = new ArrayList<>();
    for (Node child : node.children()) {
      boolean inner = child.is(Kind.BLOCK) || (child.is(Kind.IF) && !blocks.isEmpty());
      if (inner) {
        blocks.add(child);
      } else {
        state = expression(child, state);
      }
    }
    Optional<State> after =
        blocks.isEmpty() ? Optional.of(state) : statement(blocks.getFirst(), state);
    Optional<State> other =
        blocks.size() > 1 ? statement(blocks.get(1), state) : Optional.of(state);
    return join(after, other);
  }

  private Optional<State> loop(Node node, State before) {
    State state = before;
    List<Node> children = node.children();
    for (Node head : children.subList(0, children.size() - 1)) {
      state = expression(head, state);
    }
    List<Node> body = children.getLast().children();
    boolean outerRecording = recording;
    Set<ResponseEvent> outerTurn = turn;
    leaving.add(Optional.empty());
    recording = false;
    Optional<State> once = block(body, Optional.of(state));
    leaving.removeLast();
    recording = outerRecording;
    Set<ResponseEvent> carried = new LinkedHashSet<>(once.map(State::always).orElse(Set.of()));
    carried.removeAll(state.always);
    turn = plus(outerTurn, carried);
    leaving.add(Optional.empty());
    State again = once.map(state::or).orElse(state);
    Optional<State> after = block(body, Optional.of(again));
    turn = outerTurn;
    Optional<State> left = leaving.removeLast();
    return join(join(Optional.of(state), after), left);
  }

  private Optional<State> choice(Node node, State before) {
    State state = before;
    Optional<State> after = Optional.empty();
    boolean otherwise = node.is(Kind.SELECT);
    leaving.add(Optional.empty());
    for (Node child : node.children()) {
      if (child.is(Kind.CASE)) {
        List<Node> statements = child.children();
        boolean head = !statements.isEmpty() && statements.getFirst().is(Kind.CASE_HEAD);
        otherwise |= !head;
        after =
            join(
                after,
                block(statements.subList(head ? 1 : 0, statements.size()), Optional.of(state)));
      } else {
        state = expression(child, state);
      }
    }
    Optional<State> left = leaving.removeLast();
    return join(join(after, left), otherwise ? Optional.empty() : Optional.of(state));
  }

  /** A break, continue or goto: what is known there holds behind the statement that it leaves. */
  private void leave(State state) {
    if (!leaving.isEmpty()) {
      leaving.set(leaving.size() - 1, join(leaving.getLast(), Optional.of(state)));
    }
  }

  private static Optional<State> join(Optional<State> one, Optional<State> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    return Optional.of(one.get().or(other.get()));
  }

  private static Set<ResponseEvent> plus(Set<ResponseEvent> one, Set<ResponseEvent> other) {
    Set<ResponseEvent> all = new LinkedHashSet<>(one);
    all.addAll(other);
    return all;
  }
}
