// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the files of one package write what: one walk, so that rules need not walk themselves. */
public final class Occurrences {
  private final GoPackage in;
  private final Map<Kind, List<Node>> byKind = new EnumMap<>(Kind.class);
  private final Map<String, List<Node>> members = new HashMap<>();
  private final Map<String, List<Node>> calls = new HashMap<>();

  Occurrences(GoPackage in) {
    this.in = in;
    for (GoFile file : in.files()) {
      for (Node node : file.root().walk()) {
        switch (node.kind()) {
          case COMPOSITE, VAR_DECL, ASSIGN, FUNC, FUNC_LIT -> add(node);
          case CALL -> {
            add(node);
            called(node);
          }
          case SELECTOR -> member(node);
          default -> {}
        }
      }
    }
  }

  private void add(Node node) {
    byKind.computeIfAbsent(node.kind(), key -> new ArrayList<>()).add(node);
  }

  private void called(Node call) {
    Node function = call.child(0).orElse(call);
    if (function.is(Kind.IDENT)) {
      calls.computeIfAbsent(function.text(), key -> new ArrayList<>()).add(call);
    } else if (function.is(Kind.SELECTOR)) {
      function
          .child(1)
          .ifPresent(
              name -> calls.computeIfAbsent(name.text(), key -> new ArrayList<>()).add(call));
    }
  }

  private void member(Node selector) {
    Node base = selector.child(0).orElse(selector);
    Node name = base.is(Kind.SELECTOR) ? base.child(1).orElse(base) : base;
    if (name.is(Kind.IDENT)) {
      members.computeIfAbsent(name.text(), key -> new ArrayList<>()).add(selector);
    }
  }

  /**
   * All nodes of a kind, in source order: COMPOSITE, CALL, ASSIGN, VAR_DECL, FUNC or FUNC_LIT; none
   * of the others.
   */
  public List<Node> all(Kind kind) {
    return byKind.getOrDefault(kind, List.of());
  }

  /** All calls of a function or method of this name, whosever it is. */
  public List<Node> calls(String name) {
    return calls.getOrDefault(name, List.of());
  }

  /** All selectors {@code x.name.member} of a field of this name, whosever it is. */
  public List<Node> membersOfField(String name) {
    return members.getOrDefault(name, List.of()).stream()
        .filter(selector -> selector.child(0).filter(base -> base.is(Kind.SELECTOR)).isPresent())
        .toList();
  }

  /** All selectors {@code name.member} of a variable of the package. */
  public List<Node> membersOfVariable(String name) {
    return members.getOrDefault(name, List.of()).stream()
        .filter(selector -> selector.child(0).filter(this::isOfPackage).isPresent())
        .toList();
  }

  private boolean isOfPackage(Node base) {
    return base.is(Kind.IDENT)
        && in.bindings(base).flatMap(bindings -> bindings.declaration(base)).isEmpty();
  }
}
