// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.evidence.gosource.exec.CommandUses;
import dev.demarc.evidence.gosource.exec.CommandUses.Use;
import dev.demarc.evidence.gosource.exec.ExecCall;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.Set;
import java.util.stream.Stream;

/** A command is started, and nothing in reach of it ever waits. */
final class StartedNotWaited implements Rule {
  private static final Set<String> ENDS =
      Set.of("os.Exit", "syscall.Exec", "unix.Exec", "log.Fatal", "log.Fatalf", "log.Fatalln");

  @Override
  public RuleId id() {
    return RuleId.of("process-boundary/started-not-waited");
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
    return "A child that has ended keeps its entry in the process table until its parent waits for"
        + " it. Go's collector does not do that: each start leaves one zombie, and pids are a limited"
        + " resource of the container.";
  }

  @Override
  public String fix() {
    return "Wait for it, in a goroutine if nobody needs the result: go func() { _ = cmd.Wait() }().";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return ServiceCode.calls(evidence)
        .filter(call -> !call.uses().escapes() && !isWaitedFor(call.uses()))
        .filter(call -> !isElsewhere(call))
        .flatMap(call ->
            call.uses().methods().stream()
                .filter(use -> use.name().equals("Start") && use.node().is(Kind.CALL))
                .map(use -> match(call, use)));
  }

  private static Match match(ExecCall call, Use start) {
    return Match.at(
            start.node().place(),
            "The command is started here and never waited for: when it ends it stays as a zombie.")
        .with("go", CodeRole.brief(call.call()), call.call().place());
  }

  private static boolean isWaitedFor(CommandUses uses) {
    return uses.has("Wait", "Run", "Output", "CombinedOutput")
        || uses.process().stream()
            .anyMatch(use -> use.name().equals("Wait") || use.name().equals("Release"));
  }

  /** A program that ends or ignores SIGCHLD leaves none either. */
  private static boolean isElsewhere(ExecCall call) {
    boolean ends =
        GoPackage.functionOf(call.call()).stream()
            .flatMap(function -> function.walk().stream())
            .anyMatch(node -> ENDS.contains(node.dotted()));
    return ends || reaps(call);
  }

  private static boolean reaps(ExecCall call) {
    return call.in().files().stream()
        .flatMap(file -> file.root().walk().stream())
        .map(Node::dotted)
        .anyMatch(name -> name.endsWith(".SIGCHLD") || name.endsWith(".Wait4"));
  }
}
