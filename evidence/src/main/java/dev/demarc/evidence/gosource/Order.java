// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which of some nodes may run before which others in one call of a function: through branches and
 * loops, and not past a return, a break or a panic. What runs later or elsewhere (a literal, a
 * defer, a go statement) takes no part. It is one pass over the body; a value that decides two
 * branches alike is not known, so that "may" is the word.
 */
public final class Order {
  /** A function with more events than this is a table, or hostile. */
  private static final int MOST = 1000;

  private static final Set<String> ENDS = Set.of("panic", "os.Exit", "runtime.Goexit");

  private final Map<Node, Integer> events = new HashMap<>();
  private final List<BitSet> once = new ArrayList<>();
  private final List<BitSet> rounds = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Deque<Target> targets = new ArrayDeque<>();
  private Optional<BitSet> state = Optional.of(new BitSet());
  private boolean jumps;

  /** A statement that break or continue may lead out of. */
  private static final class Target {
    private final Node statement;
    private final String label;
    private Optional<BitSet> broken = Optional.empty();
    private Optional<BitSet> continued = Optional.empty();

    Target(Node statement, String label) {
      this.statement = statement;
      this.label = label;
    }
  }

  private Order(Collection<Node> events) {
    for (Node event : events) {
      this.events.put(event, nodes.size());
      nodes.add(event);
      once.add(new BitSet());
      rounds.add(new BitSet());
    }
  }

  /**
   * Reads the body of a function or a literal; none when it has a goto, or too many events.
   *
   * @param events nodes inside of it, expressions or statements
   */
  public static Optional<Order> of(Node function, Collection<Node> events) {
    Optional<Node> body = function.child(Kind.BLOCK);
    if (body.isEmpty() || events.size() > MOST) {
      return Optional.empty();
    }
    Order order = new Order(events);
    order.statements(body.get().children());
    return order.jumps ? Optional.empty() : Optional.of(order);
  }

  /**
   * What may have run when {@code event} runs, in source order, rounds of a loop before left out.
   */
  public List<Node> before(Node event) {
    return nodes(once, event);
  }

  /** What may have run when {@code event} runs, in an earlier round of a loop too. */
  public List<Node> beforeInAnyRound(Node event) {
    return nodes(rounds, event);
  }

  private List<Node> nodes(List<BitSet> sets, Node event) {
    Integer index = events.get(event);
    return index == null
        ? List.of()
        : sets.get(index).stream()
            .mapToObj(nodes::get)
            .sorted((a, b) -> Integer.compare(a.start(), b.start()))
            .toList();
  }

  private void statements(List<Node> all) {
    all.forEach(statement -> statement(statement, ""));
  }

  private void statement(Node node, String label) {
    switch (node.kind()) {
      case BLOCK -> statements(node.children());
      case IF -> branch(node);
      case FOR -> loop(node, label);
      case SWITCH, SELECT -> cases(node, label);
      case LABELED ->
          node.child(1)
              .ifPresent(inner -> statement(inner, node.child(0).map(Node::text).orElse("")));
      case RETURN -> {
        evaluate(node);
        state = Optional.empty();
      }
      case BRANCH -> jump(node);
      default -> {
        evaluate(node);
        if (node.is(Kind.EXPR_STMT) && node.child(0).filter(Order::ends).isPresent()) {
          state = Optional.empty();
        }
      }
    }
  }

  private static boolean ends(Node expression) {
    Node call =
        expression.is(Kind.EXPRESSIONS) ? expression.child(0).orElse(expression) : expression;
    Optional<Node> function = call.is(Kind.CALL) ? call.child(0) : Optional.empty();
    String name = function.map(f -> f.is(Kind.IDENT) ? f.text() : f.dotted()).orElse("");
    String member = function.flatMap(f -> f.child(1)).map(Node::text).orElse("");
    return ENDS.contains(name) || member.startsWith("Fatal") || member.startsWith("Panic");
  }

  /** Notes the events of an expression or a simple statement: arguments run before their call. */
  private void evaluate(Node node) {
    if (node.is(Kind.DEFER, Kind.GO)) {
      return;
    }
    List<Node> found =
        node.walk(inner -> !inner.is(Kind.FUNC_LIT)).stream()
            .filter(events::containsKey)
            .sorted((a, b) -> Integer.compare(a.end(), b.end()))
            .toList();
    found.forEach(this::happens);
  }

  private void happens(Node event) {
    Integer index = events.get(event);
    if (state.isPresent() && index != null) {
      once.get(index).or(state.get());
      rounds.get(index).or(state.get());
      state.get().set(index);
    }
  }

  private static Optional<BitSet> copy(Optional<BitSet> set) {
    return set.map(one -> (BitSet) one.clone());
  }

  private static Optional<BitSet> join(Optional<BitSet> a, Optional<BitSet> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isPresent() ? copy(a) : copy(b);
    }
    BitSet both = (BitSet) a.get().clone();
    both.or(b.get());
    return Optional.of(both);
  }

  /** A chain of {@code else if} is a loop here: generated code has long ones. */
  private void branch(Node first) {
    Optional<BitSet> after = Optional.empty();
    Optional<Node> at = Optional.of(first);
    while (at.isPresent()) {
      Node node = at.get();
      at = Optional.empty();
      if (!node.is(Kind.IF)) {
        statement(node, "");
        break;
      }
      boolean inside = false;
      for (Node part : node.children()) {
        if (!inside && !part.is(Kind.BLOCK)) {
          statement(part, "");
        } else if (!inside) {
          inside = true;
          Optional<BitSet> otherwise = copy(state);
          statement(part, "");
          after = join(after, state);
          state = otherwise;
        } else {
          at = Optional.of(part);
        }
      }
    }
    state = join(after, state);
  }

  private void loop(Node node, String label) {
    List<Node> parts = node.children();
    Target target = new Target(node, label);
    targets.push(target);
    parts.stream().limit(parts.size() - 1L).forEach(part -> statement(part, ""));
    boolean endless = parts.size() == 1;
    Optional<BitSet> entry = copy(state);
    statement(parts.getLast(), "");
    targets.pop();
    Optional<BitSet> back = join(state, target.continued);
    if (back.isPresent()) {
      for (int i = 0; i < nodes.size(); i++) {
        if (node.contains(nodes.get(i))) {
          rounds.get(i).or(back.get());
        }
      }
    }
    Optional<BitSet> broken = target.broken.map(set -> join(target.broken, back).orElse(set));
    state = endless ? broken : join(join(entry, back), broken);
  }

  private void cases(Node node, String label) {
    Target target = new Target(node, label);
    targets.push(target);
    boolean always = node.is(Kind.SELECT);
    for (Node part : node.children()) {
      if (!part.is(Kind.CASE)) {
        statement(part, "");
      }
    }
    Optional<BitSet> entry = copy(state);
    Optional<BitSet> after = Optional.empty();
    Optional<BitSet> falls = Optional.empty();
    for (Node part : node.children()) {
      if (!part.is(Kind.CASE)) {
        continue;
      }
      always |= part.child(Kind.CASE_HEAD).isEmpty();
      state = join(entry, falls);
      falls = Optional.empty();
      part.children().forEach(inner -> statement(inner, ""));
      boolean fallthrough =
          part.lastChild().filter(last -> last.text().equals("fallthrough")).isPresent();
      if (fallthrough) {
        falls = copy(state);
      } else {
        after = join(after, state);
      }
    }
    targets.pop();
    after = join(after, target.broken);
    state = always ? after : join(after, entry);
  }

  private void jump(Node branch) {
    String word = branch.text();
    if (word.startsWith("goto")) {
      jumps = true;
    }
    if (word.startsWith("fallthrough")) {
      return;
    }
    String label = branch.child(0).map(Node::text).orElse("");
    boolean onwards = word.startsWith("continue");
    for (Target target : targets) {
      boolean meant =
          label.isEmpty() ? !onwards || target.statement.is(Kind.FOR) : target.label.equals(label);
      if (meant) {
        if (onwards) {
          target.continued = join(target.continued, state);
        } else {
          target.broken = join(target.broken, state);
        }
        break;
      }
    }
    state = Optional.empty();
  }
}
