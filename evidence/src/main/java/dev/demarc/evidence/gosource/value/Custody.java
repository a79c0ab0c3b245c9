// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource.value;

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
import java.util.function.Predicate;

/**
 * Whether a value outlives the call that made it, by itself or inside of a struct that took it.
 * Whatever is not seen to end with the call counts as kept.
 *
 * @param kept something may hold it when the function has returned
 * @param methods what is called on it, and on the structs that took it
 * @param fields what is assigned to on them
 * @param calls the calls that took one of them and do not keep it
 * @param locals the declarations of the locals that hold them
 */
public record Custody(
    boolean kept, List<Use> methods, List<Use> fields, List<Node> calls, List<Node> locals) {
  private static final int DEPTH = 4;

  /**
   * Follows a value through the structs that take it.
   *
   * @param harmless calls of other packages that are known to keep nothing
   */
  public static Custody of(GoPackage in, Flow flow, Predicate<Node> harmless) {
    Search search = new Search(in, harmless);
    search.add(flow, DEPTH);
    return new Custody(
        search.kept,
        List.copyOf(search.methods),
        List.copyOf(search.fields),
        List.copyOf(search.calls),
        List.copyOf(search.locals));
  }

  /** True when one of these methods is called on the value or on what holds it. */
  public boolean calls(String... names) {
    List<String> wanted = List.of(names);
    return methods.stream().anyMatch(use -> wanted.contains(use.name()));
  }

  private static final class Search {
    private final GoPackage in;
    private final Predicate<Node> harmless;
    private final List<Use> methods = new ArrayList<>();
    private final List<Use> fields = new ArrayList<>();
    private final List<Node> calls = new ArrayList<>();
    private final List<Node> locals = new ArrayList<>();
    private final Set<Node> seen = new HashSet<>();
    private boolean kept;

    Search(GoPackage in, Predicate<Node> harmless) {
      this.in = in;
      this.harmless = harmless;
    }

    void add(Flow flow, int depth) {
      methods.addAll(flow.methods());
      fields.addAll(flow.fields());
      locals.addAll(flow.locals());
      kept |= depth == 0 || flow.locals().stream().anyMatch(this::isCaptured);
      if (!kept) {
        flow.stops().forEach(stop -> follow(stop, depth));
      }
    }

    private void follow(Stop stop, int depth) {
      if (stop.way() == Way.LITERAL) {
        if (seen.add(stop.node())) {
          add(Flow.of(in, stop.node()), depth - 1);
        }
      } else if (stop.way() == Way.ARGUMENT && harmless.test(stop.node())) {
        calls.add(stop.node());
      } else if (stop.way() == Way.FIELD) {
        Optional<Node> owner = freshOwner(stop.node());
        kept |= owner.isEmpty();
        if (owner.isPresent() && seen.add(owner.get())) {
          add(Flow.ofVariable(in, owner.get()), depth - 1);
        }
      } else {
        kept = true;
      }
    }

    /** The local {@code x} of {@code x.field = value} when this function has made it. */
    private Optional<Node> freshOwner(Node selector) {
      return selector
          .child(0)
          .filter(base -> base.is(Kind.IDENT))
          .flatMap(base -> in.bindings(base).flatMap(b -> b.declaration(base)))
          .filter(Search::isFresh);
    }

    private static boolean isFresh(Node declaration) {
      Node list = declaration.parent().orElse(declaration);
      Node owner = list.parent().orElse(list);
      if (owner.is(Kind.VALUE_SPEC) && owner.child(Kind.EXPRESSIONS).isEmpty()) {
        return owner.child(1).filter(type -> !type.is(Kind.STAR)).isPresent();
      }
      Optional<Node> values =
          owner.is(Kind.ASSIGN) ? owner.child(1) : owner.child(Kind.EXPRESSIONS);
      int index = list.children().indexOf(declaration);
      return values
          .filter(all -> list.is(Kind.NAMES, Kind.EXPRESSIONS))
          .flatMap(all -> all.child(index))
          .map(value -> value.is(Kind.UNARY) ? value.child(0).orElse(value) : value)
          .filter(value ->
              value.is(Kind.COMPOSITE)
                  || (value.is(Kind.CALL)
                      && value.child(0).filter(f -> f.text().equals("new")).isPresent()))
          .isPresent();
    }

    /** True for a local that a function literal uses: the literal may live on. */
    private boolean isCaptured(Node declaration) {
      Optional<Node> body = GoPackage.bodyOf(declaration);
      return in.bindings(declaration).stream()
          .flatMap(bindings -> bindings.uses(declaration).stream())
          .map(GoPackage::bodyOf)
          .anyMatch(other -> !other.equals(body) && !runsAtOnce(other));
    }

    private static boolean runsAtOnce(Optional<Node> literal) {
      return literal
          .filter(body -> body.is(Kind.FUNC_LIT))
          .flatMap(Node::parent)
          .filter(parent -> parent.is(Kind.CALL))
          .flatMap(call -> call.child(0))
          .equals(literal);
    }
  }
}
