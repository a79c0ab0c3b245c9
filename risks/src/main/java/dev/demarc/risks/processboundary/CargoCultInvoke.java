// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import dev.demarc.evidence.gosource.Bindings;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.evidence.gosource.exec.ExecCall;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A wrapper around a command that looks like one with a deadline, and has none. */
final class CargoCultInvoke implements Rule {
  private static final int ENOUGH = 4;

  @Override
  public RuleId id() {
    return RuleId.of("process-boundary/cargo-cult-invoke");
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public String why() {
    return "The timer ends a select and not the child: an interrupt may be ignored, and the receive behind it waits as long as"
        + " the child likes. A context or an input that is only named does nothing.";
  }

  @Override
  public String fix() {
    return "Use exec.CommandContext(ctx, …) with cmd.Stdin, cmd.Cancel that signals the group, and cmd.WaitDelay, and call Run.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return ServiceCode.calls(evidence)
        .filter(call -> call.uses().has("Start"))
        .flatMap(call -> match(call).stream());
  }

  private static Optional<Match> match(ExecCall call) {
    Optional<Node> function = call.function();
    if (function.isEmpty() || Interrupts.isStronger(function.get().text())) {
      return Optional.empty();
    }
    List<Node> body = function.get().walk();
    Optional<Node> interrupt = body.stream().filter(Interrupts::isOne).findFirst();
    Optional<Node> timer =
        body.stream().filter(n -> call.in().isCall(n, "time", "After")).findFirst();
    Optional<Node> receive =
        interrupt.flatMap(signal -> body.stream().filter(n -> isBare(n, signal)).findFirst());
    List<String> unused = unused(call.in(), function.get());
    List<String> traits = new ArrayList<>(List.of("Start"));
    if (body.stream().anyMatch(CargoCultInvoke::sendsWait)) {
      traits.add("a goroutine that sends Wait");
    }
    timer.ifPresent(_ -> traits.add("time.After"));
    interrupt.ifPresent(_ -> traits.add("an interrupt"));
    receive.ifPresent(_ -> traits.add("a receive without end"));
    if (!unused.isEmpty()) {
      traits.add(String.join(" and ", unused) + " unused");
    }
    boolean usesContext = !unused.contains("ctx") && hasContext(function.get());
    if (traits.size() < ENOUGH || usesContext) {
      return Optional.empty();
    }
    Node at =
        interrupt
            .or(() -> timer)
            .flatMap(node -> node.ancestor(Kind.SELECT))
            .or(() -> interrupt)
            .orElse(call.call());
    return Optional.of(
        Match.at(
                at.place(),
                "Nothing here ends a child that does not want to end: "
                    + String.join(", ", traits)
                    + ".")
            .with("go", "the command", call.call().place()));
  }

  private static boolean sendsWait(Node node) {
    return node.is(Kind.SEND)
        && node.ancestor(Kind.GO).isPresent()
        && node.child(1).filter(value -> value.text().endsWith(".Wait()")).isPresent();
  }

  /** A receive behind the signal that is no case of a select. */
  private static boolean isBare(Node node, Node signal) {
    return node.is(Kind.UNARY)
        && node.operator().equals("<-")
        && node.start() > signal.end()
        && node.ancestor(Kind.CASE_HEAD, Kind.BLOCK, Kind.CASE)
            .filter(above -> !above.is(Kind.CASE_HEAD))
            .isPresent();
  }

  /** The parameters that hold a context or an input and that nothing uses. */
  private static List<String> unused(GoPackage in, Node function) {
    Optional<Bindings> bindings = in.bindings(function);
    return parameters(function)
        .filter(param -> isContext(param) || isInput(param))
        .filter(param ->
            param
                .child(0)
                .filter(name ->
                    name.text().equals("_")
                        || bindings.filter(b -> b.uses(name).size() > 1).isEmpty())
                .isPresent())
        .map(param -> isContext(param) ? "ctx" : "the input")
        .distinct()
        .toList();
  }

  private static boolean hasContext(Node function) {
    return parameters(function).anyMatch(CargoCultInvoke::isContext);
  }

  private static Stream<Node> parameters(Node function) {
    return function.child(Kind.PARAMS).stream()
        .flatMap(params -> params.children().stream())
        .filter(param -> param.children().size() == 2);
  }

  private static boolean isContext(Node param) {
    return param.child(1).filter(type -> type.text().equals("context.Context")).isPresent();
  }

  private static boolean isInput(Node param) {
    return param
        .child(1)
        .filter(type -> type.text().equals("io.Reader") || type.text().equals("[]byte"))
        .isPresent();
  }
}
