// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.socketactivation;

import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether the start of a program comes to a place without asking anything: from main, from init, or
 * from a variable of the package, through calls by name, past no condition but that of an error.
 */
final class Reached {
  private static final int MOST_CALLS = 5;

  /** A test that says nothing of how the program was started. */
  private static final Pattern OF_ERROR = Pattern.compile("\\w*[eE]rr\\w* ?[!=]= ?nil");

  private static final Pattern ENDS =
      Pattern.compile("panic|os\\.Exit|\\w+\\.(Fatal|Fatalf|Fatalln|Exit|Exitf|Panic|Panicf)");

  private final GoPackage in;
  private final Set<Node> seen = new HashSet<>();

  Reached(GoPackage in) {
    this.in = in;
  }

  /** True when nothing is asked on some way from the start to this node. */
  boolean unasked(Node node) {
    return unasked(node, MOST_CALLS);
  }

  private boolean unasked(Node node, int steps) {
    Node below = node;
    Optional<Node> at = node.parent();
    while (at.isPresent() && !at.get().is(Kind.FUNC, Kind.FILE)) {
      if (asks(at.get(), below) || (at.get().is(Kind.FUNC_LIT) && !runsHere(at.get()))) {
        return false;
      }
      below = at.get();
      at = below.parent();
    }
    if (at.isEmpty() || at.get().is(Kind.FILE)) {
      return true;
    }
    String name = at.get().child(Kind.IDENT).map(Node::text).orElse("");
    boolean method = at.get().child(Kind.RECEIVER).isPresent();
    if (!method && (name.equals("init") || (name.equals("main") && in.name().equals("main")))) {
      return true;
    }
    return steps > 0
        && seen.add(at.get())
        && Sockets.callers(in, at.get()).anyMatch(call -> unasked(call, steps - 1));
  }

  /**
   * True when this node runs what is below it only for a reason, or leaves before it comes to it.
   */
  private static boolean asks(Node above, Node below) {
    return switch (above.kind()) {
      case IF -> below.is(Kind.BLOCK, Kind.IF) && !isOfError(above);
      case CASE -> asksInCase(above) || leavesBefore(above.children(), below);
      case BINARY -> above.operator().equals("&&") || above.operator().equals("||");
      case BLOCK -> leavesBefore(above.children(), below);
      default -> false;
    };
  }

  /** Any case with a value; without one, the default of a switch that compares no value. */
  private static boolean asksInCase(Node one) {
    Node choice = one.parent().orElse(one);
    boolean byValue = choice.child(0).filter(first -> !first.is(Kind.CASE)).isPresent();
    return choice.is(Kind.SWITCH) && (one.child(Kind.CASE_HEAD).isPresent() || !byValue);
  }

  private static boolean leavesBefore(List<Node> statements, Node below) {
    return statements.stream()
        .takeWhile(one -> !one.equals(below))
        .anyMatch(one -> one.is(Kind.IF) && !isOfError(one) && leaves(one));
  }

  private static boolean isOfError(Node branch) {
    return branch.children().stream()
        .filter(child -> child.is(Kind.EXPR_STMT))
        .reduce((a, b) -> b)
        .filter(condition -> OF_ERROR.matcher(condition.text()).matches())
        .isPresent();
  }

  private static boolean leaves(Node branch) {
    return branch
        .child(Kind.BLOCK)
        .flatMap(Node::lastChild)
        .filter(last ->
            last.is(Kind.RETURN, Kind.BRANCH)
                || last.child(Kind.EXPRESSIONS)
                    .flatMap(list -> list.child(0))
                    .flatMap(call -> call.child(0))
                    .filter(function -> ENDS.matcher(function.text()).matches())
                    .isPresent())
        .isPresent();
  }

  /** A literal that is called where it stands, also by go and defer. */
  private static boolean runsHere(Node literal) {
    return literal
        .parent()
        .filter(call -> call.is(Kind.CALL) && call.child(0).filter(literal::equals).isPresent())
        .isPresent();
  }
}
