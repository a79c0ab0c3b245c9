// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a text most likely comes from: follows names, fields, parameters and flags through one
 * package to a literal. {@link Words} says what is certain; this also says what holds by default,
 * and is for inventories, never for accusations.
 */
public final class Origin {
  /**
   * A text and whether it is so in every run ({@code constant}), or unless someone sets something
   * else.
   */
  public record Known(String text, boolean constant) {}

  private static final int MAX_STEPS = 16;
  private static final int MAX_WAYS = 20;

  /** Functions of path and path/filepath that keep the last element of their last argument. */
  private static final Set<String> KEEPS_NAME =
      Set.of("Abs", "Clean", "Join", "FromSlash", "ToSlash", "EvalSymlinks");

  private final GoPackage from;
  private final Words words;
  private int budget;

  /** Follows texts of this package. */
  public Origin(GoPackage from) {
    this.from = from;
    this.words = new Words(from);
  }

  /** The literal behind an expression; none when the package shows none, or more than one. */
  public Optional<Known> of(Node expression) {
    Optional<Known> certain = words.constant(expression).map(text -> new Known(text, true));
    if (certain.isPresent()) {
      return certain;
    }
    budget = 200;
    List<String> found = new ArrayList<>();
    follow(expression, found, MAX_STEPS);
    List<String> distinct = found.stream().distinct().toList();
    return distinct.size() == 1
        ? Optional.of(new Known(distinct.getFirst(), false))
        : Optional.empty();
  }

  private void follow(Node node, List<String> found, int steps) {
    if (steps == 0 || --budget < 0) {
      return;
    }
    Optional<String> constant = words.constant(node);
    if (constant.isPresent()) {
      found.add(constant.get());
      return;
    }
    switch (node.kind()) {
      case PAREN, STAR -> node.child(0).ifPresent(inner -> follow(inner, found, steps - 1));
      case IDENT -> name(node, found, steps);
      case SELECTOR ->
          node.child(1).ifPresent(field -> all(from.fieldValues(field.text()), found, steps));
      case CALL -> call(node, found, steps);
      default -> {}
    }
  }

  private void all(List<Node> values, List<String> found, int steps) {
    values.stream().limit(MAX_WAYS).forEach(value -> follow(value, found, steps - 1));
  }

  private void name(Node node, List<String> found, int steps) {
    Optional<Bindings> bindings = from.bindings(node);
    Optional<Node> local = bindings.flatMap(b -> b.declaration(node));
    if (local.isEmpty()) {
      from.value(node.text()).ifPresent(value -> follow(value, found, steps - 1));
      return;
    }
    Node parent = local.get().parent().orElse(node);
    if (parent.is(Kind.PARAM)) {
      arguments(parent, found, steps);
      return;
    }
    for (Node use : bindings.orElseThrow().uses(local.get())) {
      given(use).filter(value -> !value.contains(node)).ifPresent(v -> follow(v, found, steps - 1));
    }
  }

  /** The value that a name is given where it stands on the left; of several results the call. */
  private static Optional<Node> given(Node name) {
    Node list = name.parent().orElse(name);
    Node owner = list.parent().orElse(list);
    boolean left =
        owner.is(Kind.ASSIGN, Kind.VALUE_SPEC) && owner.child(0).filter(list::equals).isPresent();
    if (!left) {
      return Optional.empty();
    }
    List<Node> values =
        owner.child(Kind.NAMES).isPresent()
            ? owner.child(Kind.EXPRESSIONS).map(Node::children).orElse(List.of())
            : owner.child(1).map(Node::children).orElse(List.of());
    int index = list.children().indexOf(name);
    if (values.size() == 1) {
      return index == 0 ? Optional.of(values.getFirst()) : Optional.empty();
    }
    return index < values.size() ? Optional.of(values.get(index)) : Optional.empty();
  }

  /** What the callers in this package pass for a parameter of a function with a name of its own. */
  private void arguments(Node param, List<String> found, int steps) {
    Optional<Node> function = param.ancestor(Kind.FUNC, Kind.FUNC_LIT);
    Optional<Node> name = function.filter(f -> f.is(Kind.FUNC)).flatMap(f -> f.child(Kind.IDENT));
    Optional<Node> params = function.flatMap(f -> f.child(Kind.PARAMS));
    if (name.isEmpty() || params.isEmpty() || from.functions(name.get().text()).size() != 1) {
      return;
    }
    int index = params.get().children().indexOf(param);
    for (GoFile file : from.files()) {
      for (Node node : file.root().walk()) {
        if (node.is(Kind.CALL) && calls(node, name.get().text())) {
          node.child(index + 1).ifPresent(value -> follow(value, found, steps - 1));
        }
      }
    }
  }

  private static boolean calls(Node call, String name) {
    Node function = call.child(0).orElse(call);
    return function.is(Kind.IDENT)
        ? function.text().equals(name)
        : function.is(Kind.SELECTOR)
            && function.child(1).filter(member -> member.text().equals(name)).isPresent();
  }

  private void call(Node node, List<String> found, int steps) {
    List<Node> children = node.children();
    Node function = children.getFirst();
    String member = function.child(1).map(Node::text).orElse("");
    boolean paths =
        from.isImported(function, "path/filepath", member)
            || from.isImported(function, "path", member);
    if (paths && KEEPS_NAME.contains(member)) {
      follow(children.getLast(), found, steps - 1);
    } else if (member.equals("String") && from.isImported(function, "flag", member)) {
      node.child(2).ifPresent(value -> follow(value, found, steps - 1));
    }
  }
}
