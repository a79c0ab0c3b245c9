// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource.exec;

import dev.demarc.evidence.gosource.Bindings;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one function does with a command. When the command leaves the function's own hands (it is
 * returned, stored, passed on) it {@linkplain #escapes() escapes}, and no rule may say that
 * something is never done to it.
 *
 * @param variable the declaration of the local that holds the command
 * @param methods methods called on it, or handed on as values, in source order
 * @param fields fields set on it, in source order
 * @param process methods called on its {@code Process}
 */
public record CommandUses(
    Optional<Node> variable,
    List<Use> methods,
    List<Use> fields,
    List<Use> process,
    boolean escapes) {

  /**
   * A method or field by name, and its node: the call, the method value, or the assignment.
   *
   * @param value what a field is set to
   */
  public record Use(String name, Node node, Optional<Node> value) {}

  private static final Set<String> METHODS =
      Set.of(
          "Start",
          "Run",
          "Wait",
          "Output",
          "CombinedOutput",
          "StdinPipe",
          "StdoutPipe",
          "StderrPipe",
          "Environ",
          "String");

  /** Packages that only print what they get. */
  private static final Set<String> PRINTS = Set.of("fmt", "log", "slog", "klog", "logrus", "glog");

  /** Reads what happens to the command that {@code call} makes. */
  static CommandUses of(GoPackage from, Node call) {
    Node parent = call.parent().orElse(call);
    if (parent.is(Kind.SELECTOR)) {
      Use chained = new Use(parent.child(1).map(Node::text).orElse(""), above(parent), none());
      return new CommandUses(none(), List.of(chained), List.of(), List.of(), false);
    }
    Optional<Node> name = variable(call);
    Optional<Bindings> bindings = from.bindings(call);
    Optional<Node> declared = name.flatMap(n -> bindings.flatMap(b -> b.declaration(n)));
    if (declared.isEmpty() || isResult(declared.get())) {
      return new CommandUses(none(), List.of(), List.of(), List.of(), true);
    }
    return new Reader().read(declared.get(), bindings.orElseThrow().uses(declared.get()));
  }

  private static Optional<Node> none() {
    return Optional.empty();
  }

  private static Node above(Node node) {
    return node.parent().orElse(node);
  }

  private static boolean isResult(Node declaration) {
    return declaration.ancestor(Kind.RESULTS).isPresent();
  }

  /** The local name on the left of {@code name := call}. */
  public static Optional<Node> variable(Node call) {
    Node list = above(call);
    Node owner = above(list);
    if (!list.is(Kind.EXPRESSIONS) || !owner.is(Kind.ASSIGN, Kind.VALUE_SPEC)) {
      return Optional.empty();
    }
    int index = list.children().indexOf(call);
    return owner.child(0).flatMap(left -> left.child(index)).filter(name -> name.is(Kind.IDENT));
  }

  /** True when the method is called, or handed on as a value. */
  public boolean has(String... names) {
    Set<String> wanted = Set.of(names);
    return methods.stream().anyMatch(use -> wanted.contains(use.name()));
  }

  /** True when the field is set. */
  public boolean sets(String field) {
    return fields.stream().anyMatch(use -> use.name().equals(field));
  }

  private static final class Reader {
    private final List<Use> methods = new ArrayList<>();
    private final List<Use> fields = new ArrayList<>();
    private final List<Use> process = new ArrayList<>();
    private boolean escapes;

    CommandUses read(Node declaration, List<Node> uses) {
      uses.forEach(this::classify);
      return new CommandUses(
          Optional.of(declaration),
          List.copyOf(methods),
          List.copyOf(fields),
          List.copyOf(process),
          escapes);
    }

    private void classify(Node name) {
      Node parent = above(name);
      switch (parent.kind()) {
        case SELECTOR -> member(parent);
        case NAMES -> {}
        case EXPRESSIONS -> escapes |= !isLeft(parent) && !isDiscarded(parent);
        case BINARY -> {}
        case CALL -> escapes |= !prints(parent);
        default -> escapes = true;
      }
    }

    private void member(Node selector) {
      String member = selector.child(1).map(Node::text).orElse("");
      Node parent = above(selector);
      if (parent.is(Kind.CALL) && parent.child(0).filter(selector::equals).isPresent()) {
        methods.add(new Use(member, parent, none()));
      } else if (METHODS.contains(member)) {
        methods.add(new Use(member, selector, none()));
      } else if (member.equals("Process")) {
        process(parent);
      } else if (parent.is(Kind.EXPRESSIONS) && isLeft(parent)) {
        fields.add(new Use(member, above(parent), value(parent, selector)));
      } else if (parent.is(Kind.UNARY)) {
        escapes = true;
      } else if (parent.is(Kind.SELECTOR)) {
        // cmd.SysProcAttr.Setpgid = true, cmd.Stdin.Close(): a field that something is done to
        fields.add(new Use(member, parent, none()));
      }
    }

    private void process(Node parent) {
      if (parent.is(Kind.SELECTOR)) {
        String member = parent.child(1).map(Node::text).orElse("");
        if (!member.equals("Pid")) {
          process.add(new Use(member, above(parent), none()));
        }
      } else if (!parent.is(Kind.BINARY)) {
        escapes = true;
      }
    }

    private static Optional<Node> value(Node left, Node target) {
      List<Node> names = left.children();
      List<Node> values = above(left).child(1).map(Node::children).orElse(List.of());
      return names.size() == values.size()
          ? Optional.of(values.get(names.indexOf(target)))
          : Optional.empty();
    }

    private static boolean isLeft(Node list) {
      Node owner = above(list);
      return owner.is(Kind.ASSIGN, Kind.RANGE) && owner.child(0).filter(list::equals).isPresent();
    }

    /** {@code _ = cmd}. */
    private static boolean isDiscarded(Node list) {
      return above(list).is(Kind.ASSIGN)
          && above(list).child(0).filter(left -> left.text().equals("_")).isPresent();
    }

    private static boolean prints(Node call) {
      return call.child(0)
          .filter(function -> function.is(Kind.SELECTOR))
          .flatMap(function -> function.child(0))
          .filter(base -> PRINTS.contains(base.text()))
          .isPresent();
    }
  }
}
