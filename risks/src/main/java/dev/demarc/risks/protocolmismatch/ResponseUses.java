// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.protocolmismatch;

import dev.demarc.evidence.gosource.Bindings;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.evidence.gosource.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what one function does with its http.ResponseWriter. What it cannot follow is an ESCAPE:
 * from there on anything may have happened.
 */
final class ResponseUses {
  private static final Set<String> PRINTS = Set.of("Fprint", "Fprintf", "Fprintln");
  private static final Set<String> COPIES = Set.of("WriteString", "Copy", "CopyN", "CopyBuffer");
  private static final Set<String> HTTP_ERRORS = Set.of("Error", "NotFound", "Redirect");
  private static final Set<String> SETS = Set.of("Set", "Add");
  private static final Set<String> HARMLESS = Set.of("Get", "Values", "Del", "Clone", "Flush");

  private final GoPackage in;
  private final Node function;
  private final JsonText json;
  private final Words words;
  private final List<ResponseEvent> found = new ArrayList<>();
  private boolean lost;

  ResponseUses(GoPackage in, Node function) {
    this.in = in;
    this.function = function;
    this.json = new JsonText(in);
    this.words = new Words(in);
  }

  /** The events by the statement, or the head of a statement, that makes them. */
  Map<Node, List<ResponseEvent>> of(Node writer) {
    uses(writer).forEach(this::use);
    Map<Node, List<ResponseEvent>> all = new HashMap<>();
    if (!lost) {
      found.sort(Comparator.comparingInt(event -> event.node().end()));
      for (ResponseEvent event : found) {
        all.computeIfAbsent(holder(event.node()), key -> new ArrayList<>()).add(event);
      }
    }
    return all;
  }

  private List<Node> uses(Node declared) {
    Optional<Bindings> bindings = in.bindings(declared);
    return bindings.flatMap(b -> b.declaration(declared).map(b::uses)).orElse(List.of()).stream()
        .filter(use -> !use.equals(declared))
        .toList();
  }

  /** The outermost node below a list of statements or the head of one. */
  private static Node holder(Node node) {
    Node at = node;
    while (at.parent()
        .filter(above ->
            !above.is(
                Kind.BLOCK, Kind.CASE, Kind.IF, Kind.FOR, Kind.SWITCH, Kind.SELECT, Kind.LABELED))
        .isPresent()) {
      at = at.parent().orElse(at);
    }
    return at;
  }

  private void use(Node use) {
    Optional<Node> inner = innerFunction(use);
    if (inner.isPresent()) {
      found.add(ResponseEvent.of(ResponseEvent.Kind.ESCAPE, inner.get()));
      return;
    }
    Node parent = use.parent().orElse(use);
    switch (parent.kind()) {
      case SELECTOR -> member(parent);
      case CALL -> argument(parent, use);
      case TYPE_ASSERT -> {}
      case EXPRESSIONS -> lost |= isTarget(parent) || escape(use);
      default -> escape(use);
    }
  }

  private boolean escape(Node use) {
    found.add(ResponseEvent.of(ResponseEvent.Kind.ESCAPE, use));
    return false;
  }

  /** The outermost literal around a use inside of this function; it runs who knows when. */
  private Optional<Node> innerFunction(Node use) {
    return use.ancestors()
        .takeWhile(above -> !above.equals(function))
        .filter(above -> above.is(Kind.FUNC_LIT))
        .reduce((nearest, outer) -> outer);
  }

  private static boolean isTarget(Node list) {
    return list.parent()
        .filter(owner -> owner.is(Kind.ASSIGN))
        .flatMap(owner -> owner.child(0))
        .filter(list::equals)
        .isPresent();
  }

  private void member(Node selector) {
    String name = selector.child(1).map(Node::text).orElse("");
    Optional<Node> call = called(selector);
    if (call.isEmpty()) {
      escape(selector);
      return;
    }
    switch (name) {
      case "WriteHeader" -> status(call.get());
      case "Write", "WriteString" -> write(call.get(), call.get().child(1));
      case "Header" -> header(call.get());
      default -> {}
    }
  }

  private static Optional<Node> called(Node function) {
    return function
        .parent()
        .filter(call -> call.is(Kind.CALL))
        .filter(call -> call.child(0).filter(function::equals).isPresent());
  }

  private void status(Node call) {
    String code = call.child(1).map(Node::text).orElse("");
    boolean early =
        code.matches("1\\d\\d|.*\\bStatus(Continue|SwitchingProtocols|Processing|EarlyHints)");
    if (!early) {
      found.add(ResponseEvent.of(ResponseEvent.Kind.STATUS, call, Optional.of(code)));
    }
  }

  private void write(Node call, Optional<Node> value) {
    boolean isJson = value.filter(json::is).isPresent();
    found.add(new ResponseEvent(ResponseEvent.Kind.WRITE, call, Optional.empty(), isJson));
  }

  /** {@code w.Header()}: used at once, or kept in a local. */
  private void header(Node call) {
    Node parent = call.parent().orElse(call);
    Optional<Node> local = local(call);
    if (parent.is(Kind.SELECTOR)) {
      headerMethod(parent);
    } else if (parent.is(Kind.INDEX)) {
      headerIndex(parent);
    } else if (local.isPresent()) {
      uses(local.get()).forEach(this::headerUse);
    } else {
      escape(call);
    }
  }

  private void headerUse(Node use) {
    Node parent = use.parent().orElse(use);
    if (innerFunction(use).isPresent()) {
      escape(use);
    } else if (parent.is(Kind.SELECTOR)) {
      headerMethod(parent);
    } else if (parent.is(Kind.INDEX)) {
      headerIndex(parent);
    } else {
      escape(use);
    }
  }

  private void headerMethod(Node selector) {
    String name = selector.child(1).map(Node::text).orElse("");
    Optional<Node> call = called(selector);
    if (call.isPresent() && SETS.contains(name)) {
      set(call.get(), call.get().child(1), call.get().child(2));
    } else if (!HARMLESS.contains(name)) {
      escape(selector);
    }
  }

  private void headerIndex(Node index) {
    Optional<Node> owner = index.parent().filter(list -> list.is(Kind.EXPRESSIONS));
    if (owner.filter(ResponseUses::isTarget).isPresent()) {
      set(index, index.child(1), Optional.empty());
    }
  }

  private void set(Node call, Optional<Node> key, Optional<Node> value) {
    Optional<String> name = key.flatMap(words::constant);
    if (name.isEmpty()) {
      escape(call);
    } else if (name.get().equalsIgnoreCase("Content-Type")) {
      found.add(ResponseEvent.of(ResponseEvent.Kind.TYPE, call, value.flatMap(words::constant)));
    } else {
      found.add(ResponseEvent.of(ResponseEvent.Kind.HEADER, call, name));
    }
  }

  private static Optional<Node> local(Node value) {
    return value
        .parent()
        .filter(list -> list.is(Kind.EXPRESSIONS) && list.children().size() == 1)
        .flatMap(Node::parent)
        .filter(assign -> assign.is(Kind.ASSIGN) && assign.operator().equals(":="))
        .flatMap(assign -> assign.child(0))
        .filter(names -> names.children().size() == 1)
        .flatMap(names -> names.child(0));
  }

  private void argument(Node call, Node use) {
    Node callee = call.child(0).orElse(call);
    String name =
        callee.is(Kind.SELECTOR) ? callee.child(1).map(Node::text).orElse("") : callee.text();
    if (in.isCall(call, "net/http", name)) {
      ofHttp(call, name);
    } else if (in.isCall(call, "fmt", name) && PRINTS.contains(name)) {
      write(call, call.child(2));
    } else if (in.isCall(call, "io", name) && COPIES.contains(name)) {
      write(call, name.equals("WriteString") ? call.child(2) : Optional.empty());
    } else if (name.equals("NewEncoder")
        && callee.child(0).filter(json::isJsonPackage).isPresent()) {
      encoder(call);
    } else {
      helper(call, callee, use);
    }
  }

  private void ofHttp(Node call, String name) {
    if (HTTP_ERRORS.contains(name)) {
      found.add(ResponseEvent.of(ResponseEvent.Kind.ERROR, call));
    } else if (name.equals("SetCookie")) {
      found.add(ResponseEvent.of(ResponseEvent.Kind.HEADER, call, Optional.of("Set-Cookie")));
    } else if (!name.equals("MaxBytesReader")) {
      escape(call);
    }
  }

  private void encoder(Node made) {
    Node parent = made.parent().orElse(made);
    Optional<Node> local = local(made);
    if (parent.is(Kind.SELECTOR)) {
      encode(parent);
    } else if (local.isPresent()) {
      uses(local.get()).stream()
          .flatMap(use -> use.parent().stream())
          .filter(one -> one.is(Kind.SELECTOR))
          .forEach(this::encode);
    } else {
      escape(made);
    }
  }

  private void encode(Node selector) {
    boolean encodes = selector.child(1).filter(name -> name.text().equals("Encode")).isPresent();
    if (encodes && innerFunction(selector).isPresent()) {
      escape(selector);
    } else if (encodes) {
      called(selector)
          .ifPresent(call ->
              found.add(new ResponseEvent(ResponseEvent.Kind.WRITE, call, Optional.empty(), true)));
    }
  }

  /**
   * A function of this package that certainly writes counts as a write; others are not followed.
   */
  private void helper(Node call, Node callee, Node use) {
    Optional<Node> target =
        callee.is(Kind.IDENT) && in.bindings(callee).flatMap(b -> b.declaration(callee)).isEmpty()
            ? in.functions(callee.text()).stream()
                .filter(one -> GoPackage.receiverType(one).isEmpty())
                .findFirst()
            : Optional.empty();
    if (target.filter(this::certainlyWrites).isPresent()) {
      found.add(ResponseEvent.of(ResponseEvent.Kind.TYPE, call));
      write(call, Optional.empty());
    } else {
      escape(use);
    }
  }

  private boolean certainlyWrites(Node helper) {
    Optional<Node> writer = Response.writer(in, helper);
    Optional<Node> body = helper.child(Kind.BLOCK);
    if (writer.isEmpty() || body.isEmpty() || helper.child(Kind.RESULTS).isPresent()) {
      return false;
    }
    for (Node statement : body.get().children()) {
      if (!statement.is(Kind.EXPR_STMT, Kind.ASSIGN, Kind.VAR_DECL)) {
        return false;
      }
      boolean writes =
          statement.walk().stream()
              .filter(node -> node.is(Kind.SELECTOR))
              .map(Node::dotted)
              .anyMatch(name ->
                  name.equals(writer.get().text() + ".WriteHeader")
                      || name.equals(writer.get().text() + ".Write"));
      if (writes) {
        return true;
      }
    }
    return false;
  }
}
