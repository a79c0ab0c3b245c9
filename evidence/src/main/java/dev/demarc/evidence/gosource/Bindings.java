// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which local declaration each name of one function means, nested functions included. A name
 * without one belongs to the package, an import, or the language. One pass, one scope for each
 * block.
 */
public final class Bindings {
  private record Scope(Node owner, Map<String, Node> names) {}

  private record Pending(int offset, Scope scope, Node name) {}

  private final Map<Node, Node> declarations = new HashMap<>();
  private final Map<Node, List<Node>> uses = new HashMap<>();
  private final Deque<Scope> scopes = new ArrayDeque<>();
  private final Deque<Pending> pending = new ArrayDeque<>();

  private Bindings() {}

  /** Reads a function declaration. */
  public static Bindings of(Node function) {
    Bindings bindings = new Bindings();
    function.walk().forEach(bindings::visit);
    return bindings;
  }

  /**
   * The name node that declares this one, which may be the node itself; none if it is not local.
   */
  public Optional<Node> declaration(Node name) {
    return Optional.ofNullable(declarations.get(name));
  }

  /** All names that mean this declaration, itself included, in source order. */
  public List<Node> uses(Node declaration) {
    return uses.getOrDefault(declaration, List.of());
  }

  private void visit(Node node) {
    int offset = node.start();
    while (!pending.isEmpty() && pending.peek().offset() <= offset) {
      Pending one = pending.pop();
      one.scope().names().put(one.name().text(), one.name());
    }
    while (!scopes.isEmpty() && scopes.peek().owner().end() <= offset) {
      scopes.pop();
    }
    switch (node.kind()) {
      case FUNC, FUNC_LIT, BLOCK, IF, FOR, SWITCH, SELECT, CASE ->
          scopes.push(new Scope(node, new HashMap<>()));
      case RECEIVER, PARAMS, RESULTS -> parameters(node);
      case ASSIGN, RANGE -> {
        if (node.operator().equals(":=")) {
          declare(node.child(0).map(Node::children).orElse(List.of()), node.end());
        }
      }
      case VALUE_SPEC -> declare(node.child(0).map(Node::children).orElse(List.of()), node.end());
      case TYPE_SPEC -> node.child(0).ifPresent(name -> declare(List.of(name), name.end()));
      case IDENT -> use(node);
      default -> {}
    }
  }

  private void parameters(Node list) {
    boolean ofFunction = list.parent().filter(p -> p.is(Kind.FUNC, Kind.FUNC_LIT)).isPresent();
    // one result without brackets is a bare type: in time.Duration no name is declared
    List<Node> params = list.children().stream().filter(param -> param.is(Kind.PARAM)).toList();
    boolean named = params.stream().anyMatch(param -> param.child(1).isPresent());
    if (!ofFunction || !named) {
      return;
    }
    List<Node> names =
        params.stream()
            .map(param -> param.child(0))
            .flatMap(Optional::stream)
            .filter(name -> name.is(Kind.IDENT))
            .toList();
    declare(names, list.end());
  }

  private void declare(List<Node> names, int from) {
    Scope scope = scopes.peek();
    if (scope == null) {
      return;
    }
    for (Node name : names) {
      if (name.is(Kind.IDENT) && !name.text().equals("_")) {
        Node known = scope.names().get(name.text());
        bind(name, known == null ? name : known);
        if (known == null) {
          pending.push(new Pending(from, scope, name));
        }
      }
    }
  }

  private void use(Node name) {
    if (declarations.containsKey(name) || !isVariable(name)) {
      return;
    }
    for (Scope scope : scopes) {
      Node found = scope.names().get(name.text());
      if (found != null) {
        bind(name, found);
        return;
      }
    }
  }

  /** False for the names of fields, methods and labels, which no scope declares. */
  private static boolean isVariable(Node name) {
    Node parent = name.parent().orElse(name);
    return switch (parent.kind()) {
      case SELECTOR -> parent.child(0).filter(name::equals).isPresent();
      case BRANCH, METHOD -> false;
      case LABELED -> parent.child(0).filter(name::equals).isEmpty();
      case NAMES -> parent.parent().filter(p -> p.is(Kind.FIELD)).isEmpty();
      case KEY_VALUE -> parent.child(0).filter(name::equals).isEmpty() || !isFieldKey(parent);
      default -> true;
    };
  }

  private static boolean isFieldKey(Node keyValue) {
    return keyValue
        .parent()
        .flatMap(Node::parent)
        .flatMap(composite -> composite.child(0))
        .filter(type -> type.is(Kind.MAP, Kind.ARRAY))
        .isEmpty();
  }

  private void bind(Node name, Node declaration) {
    declarations.put(name, declaration);
    uses.computeIfAbsent(declaration, key -> new ArrayList<>()).add(name);
  }
}
