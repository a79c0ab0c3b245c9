// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The request handlers of a package, and the functions of the package that they call. A method is
 * followed when its type is certain: the handler's own receiver, or a field whose type the package
 * declares.
 */
public final class Handlers {
  /** Parameters that make a function a handler. */
  private static final Set<String> CONTEXTS = Set.of("*gin.Context", "echo.Context", "*fiber.Ctx");

  private final GoPackage in;

  /** Looks into this package. */
  public Handlers(GoPackage in) {
    this.in = in;
  }

  /** Handlers and what they call, at most {@code most}. */
  public Set<Node> reached(int most) {
    Set<Node> reached = new LinkedHashSet<>();
    Deque<Node> open = new ArrayDeque<>(handlers());
    while (!open.isEmpty() && reached.size() < most) {
      Node function = open.poll();
      if (reached.add(function)) {
        open.addAll(called(function));
      }
    }
    return reached;
  }

  /** The functions and literals that serve requests, in source order. */
  public List<Node> handlers() {
    List<Node> all = new ArrayList<>();
    for (GoFile file : in.files()) {
      for (Node node : file.root().walk()) {
        if (node.is(Kind.FUNC, Kind.FUNC_LIT) && isHandler(node)) {
          all.add(node);
        }
      }
    }
    return all;
  }

  /** True for a function or literal that serves one request by its parameters. */
  public static boolean isHandler(Node function) {
    List<String> types =
        function.child(Kind.PARAMS).map(Node::children).orElse(List.of()).stream()
            .map(Node::lastChild)
            .flatMap(Optional::stream)
            .map(Node::text)
            .toList();
    boolean standard =
        types.size() == 2
            && types.get(0).equals("http.ResponseWriter")
            && types.get(1).equals("*http.Request");
    return standard || (types.size() == 1 && CONTEXTS.contains(types.getFirst()));
  }

  /** The functions that are called where {@code function} itself runs, not in a goroutine of it. */
  private List<Node> called(Node function) {
    List<Node> all = new ArrayList<>();
    for (Node node : function.walk(inner -> !inner.is(Kind.GO))) {
      if (node.is(Kind.CALL)) {
        target(node.child(0).orElse(node)).ifPresent(all::add);
      }
    }
    return all;
  }

  private Optional<Node> target(Node name) {
    if (name.is(Kind.IDENT)) {
      return isLocal(name)
          ? Optional.empty()
          : in.functions(name.text()).stream()
              .filter(function -> GoPackage.receiverType(function).isEmpty())
              .findFirst();
    }
    if (!name.is(Kind.SELECTOR)) {
      return Optional.empty();
    }
    String method = name.child(1).map(Node::text).orElse("");
    return name.child(0)
        .flatMap(this::typeOf)
        .flatMap(type ->
            in.functions(method).stream()
                .filter(f -> GoPackage.receiverType(f).filter(type::equals).isPresent())
                .findFirst());
  }

  private boolean isLocal(Node name) {
    return in.bindings(name).flatMap(b -> b.declaration(name)).isPresent();
  }

  private Optional<String> typeOf(Node base) {
    if (base.is(Kind.SELECTOR)) {
      String field = base.child(1).map(Node::text).orElse("");
      return base.child(0).flatMap(this::typeOf).flatMap(type -> in.fieldType(type, field));
    }
    return in.bindings(base)
        .flatMap(b -> b.declaration(base))
        .flatMap(Node::parent)
        .filter(param -> param.is(Kind.PARAM))
        .flatMap(Node::lastChild)
        .map(type -> type.text().replaceFirst("^\\*", ""));
  }
}
