// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the local variables of a function are given, for rules that follow a value. A variable is
 * followed only when every way in is visible: a parameter, the variable of a range, and one whose
 * address is taken are not.
 */
public final class LocalValues {
  /** One value; of a call with several results, {@code result} says which one it is, from 0. */
  public record Value(Node expression, int result) {}

  private LocalValues() {}

  /**
   * All values that the local of this name is given, in source order, none for one that is only
   * declared; empty when it is no local, or when not every value is visible.
   */
  public static Optional<List<Value>> of(GoPackage in, Node name) {
    Optional<Bindings> bindings = in.bindings(name);
    Optional<Node> declared = bindings.flatMap(b -> b.declaration(name));
    if (declared.isEmpty()) {
      return Optional.empty();
    }
    List<Value> all = new ArrayList<>();
    for (Node use : bindings.get().uses(declared.get())) {
      if (!read(use, all)) {
        return Optional.empty();
      }
    }
    return Optional.of(List.copyOf(all));
  }

  /** The one value of a local that is given no other. */
  public static Optional<Value> only(GoPackage in, Node name) {
    return of(in, name).filter(values -> values.size() == 1).map(List::getFirst);
  }

  /** The type that a local or a parameter is declared with, when the source spells it. */
  public static Optional<Node> declaredType(GoPackage in, Node name) {
    return in.bindings(name)
        .flatMap(b -> b.declaration(name))
        .flatMap(declaration -> {
          Node parent = declaration.parent().orElse(declaration);
          if (parent.is(Kind.PARAM)) {
            return typeOfParameter(parent);
          }
          return parent
              .parent()
              .filter(spec -> spec.is(Kind.VALUE_SPEC))
              .flatMap(spec -> spec.child(1))
              .filter(type -> !type.is(Kind.EXPRESSIONS));
        });
  }

  /** In {@code (a, b int)} the type stands behind the last name of the group. */
  private static Optional<Node> typeOfParameter(Node parameter) {
    List<Node> group = parameter.parent().map(Node::children).orElse(List.of());
    return group.stream()
        .skip(Math.max(0, group.indexOf(parameter)))
        .map(one -> one.child(1))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Adds what this use gives the name; false when it gives something that cannot be seen. */
  private static boolean read(Node use, List<Value> into) {
    Node list = use.parent().orElse(use);
    Node owner = list.parent().orElse(list);
    if (list.is(Kind.NAMES) && owner.is(Kind.VALUE_SPEC)) {
      return owner
          .child(Kind.EXPRESSIONS)
          .map(values -> pair(list, values, use, into))
          .orElse(true);
    }
    if (list.is(Kind.EXPRESSIONS) && owner.is(Kind.ASSIGN) && isFirst(owner, list)) {
      boolean plain = owner.operator().equals(":=") || owner.operator().equals("=");
      return plain && owner.child(1).filter(values -> pair(list, values, use, into)).isPresent();
    }
    boolean hidden =
        list.is(Kind.PARAM, Kind.INC_DEC)
            || (list.is(Kind.UNARY) && list.operator().equals("&"))
            || (owner.is(Kind.RANGE) && isFirst(owner, list));
    return !hidden;
  }

  private static boolean isFirst(Node owner, Node list) {
    return owner.child(0).filter(list::equals).isPresent();
  }

  private static boolean pair(Node names, Node values, Node name, List<Value> into) {
    List<Node> left = names.children();
    List<Node> right = values.children();
    int index = left.indexOf(name);
    if (left.size() == right.size()) {
      into.add(new Value(right.get(index), 0));
    } else if (right.size() == 1) {
      into.add(new Value(right.getFirst(), index));
    } else {
      return false;
    }
    return true;
  }
}
