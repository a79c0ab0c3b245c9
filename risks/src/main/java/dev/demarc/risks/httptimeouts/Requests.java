// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.httptimeouts;

import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.evidence.gosource.value.Flow.Use;
import dev.demarc.evidence.gosource.value.StructValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The requests that a client sends in its own package, and whether anything ends them. */
final class Requests {
  /** What is known of the end of a request. */
  enum Deadline {
    /** Nothing ends it. */
    NONE,
    /** The source shows a deadline. */
    BOUNDED,
    /** It carries a context, or comes from elsewhere: the source does not show whether it ends. */
    UNKNOWN
  }

  /** One call that sends a request. */
  record Sent(Node call, Deadline deadline) {}

  /** The methods that take no context, with the number of their arguments. */
  private static final Map<String, Integer> BARE =
      Map.of("Get", 1, "Head", 1, "Post", 3, "PostForm", 2);

  private static final Set<String> ENDLESS = Set.of("Background", "TODO");
  private static final List<String> ENDING =
      List.of("WithTimeout", "WithDeadline", "WithTimeoutCause", "WithDeadlineCause");

  private final GoPackage in;

  private Requests(GoPackage in) {
    this.in = in;
  }

  /** What is sent by this client, in the order in which it was met. */
  static List<Sent> of(StructValue client) {
    Requests requests = new Requests(client.in());
    List<Sent> all = new ArrayList<>();
    for (Use use : client.flow().methods()) {
      if (use.node().is(Kind.CALL) && requests.isSure(use.node())) {
        requests.deadline(use).ifPresent(deadline -> all.add(new Sent(use.node(), deadline)));
      }
    }
    return all;
  }

  /** False for a field of a name that several structs of the package have. */
  private boolean isSure(Node call) {
    Optional<Node> held =
        call.child(0).flatMap(method -> method.child(0)).filter(base -> base.is(Kind.SELECTOR));
    return held.isEmpty()
        || held.flatMap(field -> field.child(1))
            .map(field -> in.structsWith(field.text()))
            .filter(structs -> structs.size() <= 1)
            .isPresent();
  }

  private Optional<Deadline> deadline(Use use) {
    int arguments = use.node().children().size() - 1;
    if (BARE.getOrDefault(use.name(), -1) == arguments) {
      return Optional.of(Deadline.NONE);
    }
    return use.name().equals("Do") && arguments == 1
        ? use.node().child(1).map(this::ofRequest)
        : Optional.empty();
  }

  private Deadline ofRequest(Node request) {
    if (request.is(Kind.CALL)) {
      return made(request);
    }
    List<Node> given = given(request);
    if (given.isEmpty()) {
      return Deadline.UNKNOWN;
    }
    List<Deadline> all = given.stream().map(this::made).toList();
    if (all.stream().anyMatch(one -> one == Deadline.UNKNOWN)) {
      return Deadline.UNKNOWN;
    }
    // A bare request that is given a context later on carries it.
    return all.contains(Deadline.BOUNDED) ? Deadline.BOUNDED : Deadline.NONE;
  }

  private Deadline made(Node call) {
    if (in.isCall(call, HttpCode.HTTP, "NewRequest")) {
      return Deadline.NONE;
    }
    if (in.isCall(call, HttpCode.HTTP, "NewRequestWithContext")) {
      return call.child(1).map(this::ofContext).orElse(Deadline.UNKNOWN);
    }
    Optional<Node> method = call.child(0).filter(function -> function.is(Kind.SELECTOR));
    boolean withContext =
        call.is(Kind.CALL)
            && method
                .flatMap(m -> m.child(1))
                .filter(m -> m.text().equals("WithContext"))
                .isPresent();
    return withContext
        ? call.child(1).map(this::ofContext).orElse(Deadline.UNKNOWN)
        : Deadline.UNKNOWN;
  }

  private Deadline ofContext(Node context) {
    if (isEndless(context)) {
      return Deadline.NONE;
    }
    List<Node> given = given(context);
    if (given.isEmpty()) {
      return Deadline.UNKNOWN;
    }
    if (given.stream().allMatch(this::isEndless)) {
      return Deadline.NONE;
    }
    return given.stream()
            .anyMatch(value -> ENDING.stream().anyMatch(name -> in.isCall(value, "context", name)))
        ? Deadline.BOUNDED
        : Deadline.UNKNOWN;
  }

  private boolean isEndless(Node context) {
    return ENDLESS.stream().anyMatch(name -> in.isCall(context, "context", name));
  }

  /** All values that the function gives a local; none for a parameter. */
  private List<Node> given(Node name) {
    Optional<Node> declaration =
        in.bindings(name).flatMap(b -> b.declaration(name)).filter(d -> name.is(Kind.IDENT));
    List<Node> all = new ArrayList<>();
    if (declaration.isEmpty()
        || declaration
            .get()
            .ancestor(Kind.PARAMS, Kind.BLOCK)
            .filter(a -> a.is(Kind.PARAMS))
            .isPresent()) {
      return all;
    }
    for (Node use : in.bindings(name).orElseThrow().uses(declaration.get())) {
      Node list = use.parent().orElse(use);
      Node owner = list.parent().orElse(list);
      if (owner.is(Kind.ASSIGN) && owner.child(0).filter(list::equals).isPresent()) {
        List<Node> values = owner.child(1).map(Node::children).orElse(List.of());
        int index = values.size() == 1 ? 0 : list.children().indexOf(use);
        if (index < values.size()) {
          all.add(values.get(index));
        }
      }
    }
    return all;
  }
}
