// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the value of one call goes inside its function: into another call at once, or into a local,
 * and from there on. It follows one name only; a value that reaches a second one is kept.
 *
 * @param variable the declaration of the local that holds it
 * @param sinks every place where the value is used, in source order
 */
public record Flow(Optional<Node> variable, List<Sink> sinks) {
  /** What happens to a value at one place. */
  public enum How {
    /** It is an argument of a call. */
    ARGUMENT,
    /** A method is called on it, or a field of it is used. */
    MEMBER,
    /** It is compared, computed with, or read through. */
    READ,
    /** It is assigned to {@code _}, or stands alone. */
    DISCARDED,
    /** It is returned, stored, sent, or has its address taken: it lives on elsewhere. */
    KEPT
  }

  /**
   * One use.
   *
   * @param value the value with the conversions around it
   */
  public record Sink(How how, Node value) {
    /** The call that it is an argument of. */
    public Optional<Node> call() {
      return how == How.ARGUMENT ? value.parent() : Optional.empty();
    }

    /** The field or method of it that is used. */
    public Optional<String> member() {
      return how == How.MEMBER
          ? value.parent().flatMap(selector -> selector.child(1)).map(Node::text)
          : Optional.empty();
    }
  }

  /** Follows the first value of a call. */
  public static Flow of(GoPackage from, Node call) {
    Node value = converted(call);
    Optional<Node> name = target(value);
    Optional<Bindings> bindings = from.bindings(call);
    Optional<Node> declared = name.flatMap(n -> bindings.flatMap(b -> b.declaration(n)));
    if (declared.isEmpty() || declared.get().ancestor(Kind.RESULTS, Kind.RECEIVER).isPresent()) {
      boolean discarded = name.filter(n -> n.text().equals("_")).isPresent();
      return new Flow(
          Optional.empty(), List.of(discarded ? new Sink(How.DISCARDED, value) : sink(value)));
    }
    List<Sink> sinks = new ArrayList<>();
    for (Node use : bindings.orElseThrow().uses(declared.get())) {
      if (!isWritten(use)) {
        sinks.add(sink(converted(use)));
      }
    }
    return new Flow(declared, List.copyOf(sinks));
  }

  /** True when the value lives on where this function's source does not show it. */
  public boolean isKept() {
    return sinks.stream().anyMatch(sink -> sink.how() == How.KEPT);
  }

  /** A value with the parentheses and pointer conversions around it. */
  private static Node converted(Node value) {
    Node at = value;
    Optional<Node> above = at.parent();
    while (above.isPresent() && isConversion(above.get(), at)) {
      at = above.get();
      above = at.parent();
    }
    return at;
  }

  private static boolean isConversion(Node above, Node value) {
    if (above.is(Kind.PAREN)) {
      return true;
    }
    if (!above.is(Kind.CALL) || above.children().size() != 2) {
      return false;
    }
    Node function = above.child(0).orElse(above);
    boolean pointer = function.is(Kind.PAREN) || function.is(Kind.ARRAY);
    boolean named =
        function.dotted().equals("unsafe.Pointer")
            || (function.is(Kind.IDENT) && function.text().equals("uintptr"));
    return !function.equals(value) && (pointer || named);
  }

  /** The name on the left that this value is given to. */
  private static Optional<Node> target(Node value) {
    Node list = value.parent().orElse(value);
    Node owner = list.parent().orElse(list);
    boolean given = list.is(Kind.EXPRESSIONS) && owner.is(Kind.ASSIGN, Kind.VALUE_SPEC);
    return given
        ? owner
            .child(0)
            .filter(left -> !left.equals(list))
            .flatMap(left -> left.child(list.children().indexOf(value)))
            .filter(name -> name.is(Kind.IDENT))
        : Optional.empty();
  }

  private static boolean isWritten(Node use) {
    Node list = use.parent().orElse(use);
    return list.is(Kind.NAMES)
        || list.is(Kind.PARAM)
        || (list.is(Kind.EXPRESSIONS)
            && list.parent()
                .filter(owner -> owner.is(Kind.ASSIGN, Kind.RANGE))
                .flatMap(owner -> owner.child(0))
                .filter(list::equals)
                .isPresent());
  }

  private static Sink sink(Node value) {
    Node above = value.parent().orElse(value);
    How how =
        switch (above.kind()) {
          case CALL -> above.child(0).filter(value::equals).isPresent() ? How.READ : How.ARGUMENT;
          case SELECTOR -> How.MEMBER;
          case BINARY, STAR, INC_DEC -> How.READ;
          case INDEX -> above.child(0).filter(value::equals).isPresent() ? How.READ : How.KEPT;
          case EXPRESSIONS -> isDiscarded(above) ? How.DISCARDED : How.KEPT;
          default -> How.KEPT;
        };
    return new Sink(how, value);
  }

  /** {@code _ = value}, or the value as a statement. */
  private static boolean isDiscarded(Node list) {
    Node owner = list.parent().orElse(list);
    return owner.is(Kind.EXPR_STMT)
        || (owner.is(Kind.ASSIGN)
            && owner.child(0).filter(left -> left.text().equals("_")).isPresent());
  }
}
