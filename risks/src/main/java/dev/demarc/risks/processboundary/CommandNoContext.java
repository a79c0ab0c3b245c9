// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Handlers;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.evidence.gosource.exec.ExecCall;
import dev.demarc.evidence.gosource.exec.Program;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A request waits for a command that has no deadline. */
final class CommandNoContext implements Rule {
  private static final Set<String> TIMERS =
      Set.of("time.AfterFunc", "time.After", "time.NewTimer", "time.Tick", "syscall.Kill");

  @Override
  public RuleId id() {
    return RuleId.of("process-boundary/command-no-context");
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
    return "The handler's goroutine waits as long as the child wants to. A client that has gone away"
        + " ends neither, so that hung children pile up until pids or memory run out.";
  }

  @Override
  public String fix() {
    return "Use exec.CommandContext with r.Context() and a deadline of its own, and set WaitDelay.";
  }

  @Override
  public List<String> peers() {
    return List.of("noctx:exec");
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    Map<GoPackage, RequestPath> paths = new HashMap<>();
    return ServiceCode.calls(evidence)
        .filter(call -> call.context().isEmpty() && waits(call) && !isBounded(call))
        .filter(call -> paths.computeIfAbsent(call.in(), RequestPath::of).holds(call.call()))
        .map(CommandNoContext::match);
  }

  private static Match match(ExecCall call) {
    String message =
        "A request waits for "
            + call.constant().filter(text -> text.length() < 60).orElse("this command")
            + " without a deadline: "
            + GoPackage.functionName(call.call())
            + " is reached from a handler.";
    Match match = Match.at(call.call().place(), message);
    return call.certainProgram() == Program.UNKNOWN ? match.as(Severity.LOW) : match;
  }

  private static boolean waits(ExecCall call) {
    return !call.uses().escapes() && call.uses().has("Run", "Output", "CombinedOutput", "Wait");
  }

  private static boolean isBounded(ExecCall call) {
    return !call.uses().process().isEmpty()
        || call.uses().sets("Cancel")
        || call.function().stream()
            .flatMap(function -> function.walk().stream())
            .anyMatch(node -> TIMERS.contains(node.dotted()));
  }

  /** The functions of a package that a request runs through, as far as names show. */
  private record RequestPath(Set<Node> functions) {
    private static final int MOST = 500;

    static RequestPath of(GoPackage in) {
      return new RequestPath(new Handlers(in).reached(MOST));
    }

    boolean holds(Node call) {
      return call.ancestors().takeWhile(above -> !above.is(Kind.GO)).anyMatch(functions::contains);
    }
  }
}
