// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.evidence.gosource.exec.CommandUses.Use;
import dev.demarc.evidence.gosource.exec.ExecCall;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A command has a deadline and a stream that os/exec copies, and no WaitDelay: the deadline kills
 * the child, and Wait goes on until everyone who inherited the stream is gone.
 */
final class NoWaitDelay implements Rule {
  private static final Set<String> COLLECTS = Set.of("Output", "CombinedOutput");
  private static final Set<String> WAITS = Set.of("Run", "Wait");
  private static final Set<String> ENDLESS = Set.of("context.Background()", "context.TODO()");

  @Override
  public RuleId id() {
    return RuleId.of("process-boundary/no-wait-delay");
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public String why() {
    return "The deadline kills one process. What it has started keeps the pipe open, and os/exec"
        + " copies from the pipe until its end: with a deadline of 300 ms, sh -c 'sleep 3 & wait'"
        + " was measured to return after 3.0 s, and after 0.5 s with a WaitDelay of 200 ms.";
  }

  @Override
  public String fix() {
    return "Set cmd.WaitDelay (Go 1.20) to the time that you give the output after the kill.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return ServiceCode.calls(evidence)
        .filter(call -> call.context().filter(ctx -> !isEndless(call, ctx)).isPresent())
        .filter(call -> !call.uses().escapes() && !call.uses().sets("WaitDelay"))
        .filter(call -> !killsGroup(call))
        .flatMap(call -> copied(call).map(stream -> match(call, stream)).stream());
  }

  private static Match match(ExecCall call, Node stream) {
    boolean interpreted = call.certainProgram().isInterpreted();
    String message =
        interpreted
            ? "The deadline kills the "
                + call.certainProgram().word()
                + " program only: while a child of it holds the output, the call waits on."
                + " WaitDelay is not set."
            : "If the command has children, the call outlives its deadline while one of them holds"
                + " the output: WaitDelay is not set.";
    Match match =
        Match.at(call.call().place(), message).with("go", CodeRole.brief(stream), stream.place());
    return interpreted ? match : match.as(Severity.LOW);
  }

  private static boolean isEndless(ExecCall call, Node context) {
    if (ENDLESS.contains(context.text())) {
      return true;
    }
    Optional<Node> declared = call.in().bindings(context).flatMap(b -> b.declaration(context));
    return declared
        .filter(name ->
            call.in().bindings(context).orElseThrow().uses(name).stream()
                    .filter(NoWaitDelay::isAssigned)
                    .count()
                == 1)
        .flatMap(Node::parent)
        .flatMap(Node::parent)
        .filter(owner -> owner.is(Kind.ASSIGN))
        .flatMap(owner -> owner.child(1))
        .filter(values -> ENDLESS.contains(values.text()))
        .isPresent();
  }

  private static boolean isAssigned(Node name) {
    Optional<Node> list = name.parent();
    return list.flatMap(Node::parent)
        .filter(owner -> owner.is(Kind.ASSIGN))
        .flatMap(owner -> owner.child(0))
        .equals(list);
  }

  /** A Cancel that kills the whole group leaves nobody who could hold the stream. */
  private static boolean killsGroup(ExecCall call) {
    return call.uses().fields().stream()
        .filter(use -> use.name().equals("Cancel"))
        .anyMatch(use -> !use.node().text().matches("(?s).*\\.Process\\.(Signal|Kill)\\(.*"));
  }

  /** What makes os/exec copy: a call that collects, or a writer that is no file. */
  private static Optional<Node> copied(ExecCall call) {
    List<Use> methods = call.uses().methods();
    Optional<Node> collects =
        methods.stream().filter(use -> COLLECTS.contains(use.name())).map(Use::node).findFirst();
    if (collects.isPresent()) {
      return collects;
    }
    boolean waits = methods.stream().anyMatch(use -> WAITS.contains(use.name()));
    return call.uses().fields().stream()
        .filter(use -> waits && (use.name().equals("Stdout") || use.name().equals("Stderr")))
        .filter(use -> use.value().filter(value -> isWriter(call, value)).isPresent())
        .map(Use::node)
        .findFirst();
  }

  private static boolean isWriter(ExecCall call, Node value) {
    return switch (value.kind()) {
      case UNARY -> value.operator().equals("&");
      case CALL ->
          call.in().isCall(value, "bytes", "NewBuffer")
              || call.in().isCall(value, "io", "MultiWriter")
              || value.text().equals("new(bytes.Buffer)")
              || value.text().equals("new(strings.Builder)");
      case IDENT -> isWriterName(call, value);
      default -> false;
    };
  }

  private static boolean isWriterName(ExecCall call, Node name) {
    Optional<Node> owner =
        call.in()
            .bindings(name)
            .flatMap(b -> b.declaration(name))
            .flatMap(Node::parent)
            .flatMap(Node::parent);
    return owner
        .filter(o -> o.is(Kind.ASSIGN))
        .flatMap(o -> o.child(1))
        .filter(values -> values.children().size() == 1)
        .flatMap(values -> values.child(0))
        .filter(value -> !value.is(Kind.IDENT) && isWriter(call, value))
        .isPresent();
  }
}
