// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource.value;

import dev.demarc.evidence.gosource.Bindings;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.evidence.gosource.value.Flow.Stop;
import dev.demarc.evidence.gosource.value.Flow.Use;
import dev.demarc.evidence.gosource.value.Flow.Way;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Follows one value and writes down a {@link Flow}. */
final class Tracer {
  /** How many functions of the package a value is followed into or out of. */
  static final int DEPTH = 3;

  /** A value that is in more places than this is given up: it counts as replaced. */
  private static final int MOST = 400;

  /** A field or variable that is used more often than this keeps too much to be followed. */
  private static final int MOST_MEMBERS = 5_000;

  private final GoPackage in;
  private final List<Use> fields = new ArrayList<>();
  private final List<Use> methods = new ArrayList<>();
  private final List<Stop> stops = new ArrayList<>();
  private final List<Node> locals = new ArrayList<>();
  private final Set<Node> seen = new HashSet<>();
  private final Set<String> holders = new HashSet<>();
  private boolean replaced;

  Tracer(GoPackage in) {
    this.in = in;
  }

  Flow flow() {
    return new Flow(fields, methods, stops, locals, replaced);
  }

  /** Looks at what stands around an expression that has the value. */
  void value(Node expression, int depth) {
    Node at = expression;
    Node parent = above(at);
    while (parent.is(Kind.PAREN, Kind.STAR, Kind.TYPE_ASSERT)
        || (parent.is(Kind.UNARY) && parent.operator().equals("&"))) {
      at = parent;
      parent = above(at);
    }
    if (seen.size() >= MOST) {
      giveUp(at);
      return;
    }
    if (!seen.add(at)) {
      return;
    }
    switch (parent.kind()) {
      case SELECTOR -> member(parent, depth);
      case KEY_VALUE -> keyed(parent, at, depth);
      case LITERAL_VALUE ->
          stop(isStruct(above(parent)) ? Way.LITERAL : Way.ELEMENT, "", above(parent));
      case EXPRESSIONS -> listed(parent, at, depth);
      case RETURN -> returned(parent, at, depth);
      case CALL -> argument(parent, at, depth);
      case SEND -> stop(Way.ELEMENT, "", parent);
      case BINARY, EXPR_STMT, CASE_HEAD -> {}
      default -> stop(Way.OTHER, "", parent);
    }
  }

  private void giveUp(Node at) {
    replaced = true;
    stop(Way.OTHER, "", at);
  }

  private static Node above(Node node) {
    return node.parent().orElse(node);
  }

  private void stop(Way way, String name, Node node) {
    stops.add(new Stop(way, name, node));
  }

  private void member(Node selector, int depth) {
    String name = selector.child(1).map(Node::text).orElse("");
    Node parent = above(selector);
    if (parent.is(Kind.CALL) && parent.child(0).filter(selector::equals).isPresent()) {
      methods.add(new Use(name, parent, Optional.empty()));
      if (name.equals("Clone")) {
        value(parent, depth);
      }
    } else if (parent.is(Kind.EXPRESSIONS) && isLeft(parent)) {
      fields.add(new Use(name, above(parent), counterpart(parent, selector)));
    } else if (parent.is(Kind.UNARY) && parent.operator().equals("&")) {
      fields.add(new Use(name, parent, Optional.empty()));
    } else if (parent.is(Kind.CALL)) {
      methods.add(new Use(name, selector, Optional.empty()));
    }
  }

  private void keyed(Node keyValue, Node value, int depth) {
    Node composite = above(above(keyValue));
    if (keyValue.child(1).filter(value::equals).isEmpty()) {
      return;
    }
    String key = keyValue.child(0).map(Node::text).orElse("");
    stop(isStruct(composite) ? Way.LITERAL : Way.ELEMENT, key, composite);
    if (composite.child(0).filter(type -> type.is(Kind.IDENT)).isPresent()) {
      heldByField(key, value, depth);
    }
  }

  private static boolean isStruct(Node composite) {
    return composite.is(Kind.COMPOSITE)
        && composite.child(0).filter(type -> !type.is(Kind.MAP, Kind.ARRAY)).isPresent();
  }

  private void listed(Node list, Node value, int depth) {
    Node owner = above(list);
    if (owner.is(Kind.ASSIGN, Kind.VALUE_SPEC) && !isLeft(list)) {
      owner
          .child(0)
          .map(Node::children)
          .filter(names -> !names.isEmpty())
          .map(names -> {
            int index = list.children().indexOf(value);
            return names.get(Math.min(Math.max(index, 0), names.size() - 1));
          })
          .ifPresent(name -> target(name, depth));
    } else if (owner.is(Kind.ASSIGN)) {
      replaced |= !owner.operator().equals(":=");
    } else if (!owner.is(Kind.VALUE_SPEC)) {
      stop(Way.OTHER, "", owner);
    }
  }

  /** The value is given to what stands on the left. */
  void target(Node name, int depth) {
    switch (name.kind()) {
      case IDENT -> variable(name, depth);
      case SELECTOR -> {
        String field = name.child(1).map(Node::text).orElse("");
        stop(Way.FIELD, field, name);
        heldByField(field, name, depth);
      }
      case INDEX -> stop(Way.ELEMENT, "", name);
      default -> stop(Way.OTHER, "", name);
    }
  }

  private void variable(Node name, int depth) {
    if (name.text().equals("_")) {
      return;
    }
    Optional<Bindings> bindings = in.bindings(name);
    Optional<Node> declaration = bindings.flatMap(b -> b.declaration(name));
    if (declaration.isEmpty()) {
      stop(Way.VARIABLE, name.text(), name);
      if (holders.add(name.text())) {
        members(in.occurrences().membersOfVariable(name.text()), name, depth);
      }
      return;
    }
    if (declaration
        .get()
        .ancestor(Kind.RESULTS, Kind.BLOCK)
        .filter(a -> a.is(Kind.RESULTS))
        .isPresent()) {
      stop(Way.RETURNED, "", name);
    }
    local(declaration.get(), name, bindings.get(), depth);
  }

  private void local(Node declaration, Node given, Bindings bindings, int depth) {
    if (!locals.contains(declaration)) {
      locals.add(declaration);
      for (Node use : bindings.uses(declaration)) {
        if (!use.equals(given) && !use.equals(declaration)) {
          value(use, depth);
        }
      }
    }
  }

  private void members(List<Node> selectors, Node at, int depth) {
    if (selectors.size() > MOST_MEMBERS) {
      giveUp(at);
    } else {
      selectors.forEach(selector -> member(selector, depth));
    }
  }

  private void heldByField(String field, Node at, int depth) {
    if (depth > 0 && holders.add("." + field)) {
      members(in.occurrences().membersOfField(field), at, depth);
    }
  }

  private void returned(Node statement, Node value, int depth) {
    stop(Way.RETURNED, "", statement);
    Optional<Node> function = GoPackage.bodyOf(statement).filter(body -> body.is(Kind.FUNC));
    Optional<String> name = function.flatMap(f -> f.child(Kind.IDENT)).map(Node::text);
    int index = statement.children().indexOf(value);
    if (depth == 0 || name.isEmpty() || index != 0 || in.functions(name.get()).size() != 1) {
      return;
    }
    for (Node call : in.occurrences().calls(name.get())) {
      value(call, depth - 1);
    }
  }

  private void argument(Node call, Node value, int depth) {
    int index = call.children().indexOf(value);
    if (index <= 0) {
      return;
    }
    Node function = call.child(0).orElse(call);
    if (function.is(Kind.IDENT) && function.text().equals("append")) {
      stop(Way.ELEMENT, "", call);
      return;
    }
    Optional<Node> name = depth > 0 ? parameter(function, index - 1) : Optional.empty();
    if (name.isEmpty()) {
      stop(Way.ARGUMENT, function.text(), call);
    } else if (!name.get().text().equals("_")) {
      in.bindings(name.get())
          .ifPresent(bindings -> local(name.get(), name.get(), bindings, depth - 1));
    }
  }

  /** The parameter of a function of this package, when only one has the name that is called. */
  private Optional<Node> parameter(Node function, int index) {
    String name =
        function.is(Kind.SELECTOR)
            ? function.child(1).map(Node::text).orElse("")
            : function.is(Kind.IDENT) ? function.text() : "";
    List<Node> known = in.functions(name);
    boolean local = in.bindings(function).flatMap(b -> b.declaration(function)).isPresent();
    return known.size() != 1 || local
        ? Optional.empty()
        : known
            .getFirst()
            .child(Kind.PARAMS)
            .flatMap(params -> params.child(index))
            .flatMap(param -> param.child(0))
            .filter(param -> param.is(Kind.IDENT));
  }

  private static boolean isLeft(Node list) {
    Node owner = above(list);
    return owner.is(Kind.ASSIGN, Kind.RANGE) && owner.child(0).filter(list::equals).isPresent();
  }

  private static Optional<Node> counterpart(Node left, Node target) {
    List<Node> names = left.children();
    List<Node> values = above(left).child(1).map(Node::children).orElse(List.of());
    return names.size() == values.size()
        ? Optional.of(values.get(names.indexOf(target)))
        : Optional.empty();
  }
}
