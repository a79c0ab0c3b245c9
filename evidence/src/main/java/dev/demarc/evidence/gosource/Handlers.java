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
  private static final String HTTP = "net/http";

  /** A type whose value is the one parameter of a handler; {@code path} may end in a version. */
  private record Context(String path, String name) {}

  private static final List<Context> CONTEXTS =
      List.of(
          new Context("github.com/gin-gonic/gin", "Context"),
          new Context("github.com/labstack/echo", "Context"),
          new Context("github.com/labstack/echo/v4", "Context"),
          new Context("github.com/labstack/echo/v5", "Context"),
          new Context("github.com/gofiber/fiber", "Ctx"),
          new Context("github.com/gofiber/fiber/v2", "Ctx"),
          new Context("github.com/gofiber/fiber/v3", "Ctx"));

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

  /**
   * True for a function or literal that serves one request by its parameters, whatever its file
   * calls the packages of their types.
   */
  public static boolean isHandler(Node function) {
    List<Node> types =
        function.child(Kind.PARAMS).map(Node::children).orElse(List.of()).stream()
            .map(Node::lastChild)
            .flatMap(Optional::stream)
            .toList();
    if (types.size() == 2 && types.get(1).is(Kind.STAR)) {
      List<GoImport> imports = GoImport.around(function);
      return GoImport.spells(imports, types.get(0), HTTP, "ResponseWriter")
          && GoImport.spells(imports, pointedTo(types.get(1)), HTTP, "Request");
    }
    if (types.size() != 1 || !types.getFirst().is(Kind.STAR, Kind.SELECTOR)) {
      return false;
    }
    Node type = pointedTo(types.getFirst());
    List<GoImport> imports = GoImport.around(function);
    return CONTEXTS.stream().anyMatch(one -> GoImport.spells(imports, type, one.path, one.name));
  }

  private static Node pointedTo(Node type) {
    return type.is(Kind.STAR) ? type.child(0).orElse(type) : type;
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
