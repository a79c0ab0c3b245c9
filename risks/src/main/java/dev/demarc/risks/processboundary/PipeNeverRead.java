// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.evidence.gosource.exec.CommandUses;
import dev.demarc.evidence.gosource.exec.ExecCall;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A pipe is made for the child's output, and nobody reads it. */
final class PipeNeverRead implements Rule {
  private static final Set<String> PIPES = Set.of("StdoutPipe", "StderrPipe");

  @Override
  public RuleId id() {
    return RuleId.of("process-boundary/pipe-never-read");
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
    return "A pipe holds 64 KiB. When it is full the child stops in its next write, and Wait waits for it; as long as it says"
        + " little, nobody notices.";
  }

  @Override
  public String fix() {
    return "Leave the stream nil, which is /dev/null, or give it a writer: cmd.Stderr = os.Stderr.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return ServiceCode.calls(evidence)
        .flatMap(call ->
            call.uses().methods().stream()
                .filter(use -> PIPES.contains(use.name()) && use.node().is(Kind.CALL))
                .filter(use -> isDropped(call, use))
                .map(use ->
                    Match.at(
                        use.node().place(),
                        "Nothing reads from this "
                            + use.name()
                            + ": the child stops after 64 KiB of output.")));
  }

  private static boolean isDropped(ExecCall call, CommandUses.Use made) {
    Optional<Node> name = CommandUses.variable(made.node());
    if (name.isEmpty()) {
      return made.node()
          .parent()
          .flatMap(Node::parent)
          .filter(statement -> statement.is(Kind.EXPR_STMT))
          .isPresent();
    }
    if (name.get().text().equals("_")) {
      return true;
    }
    return Pipe.of(call, made.name())
        .filter(pipe -> pipe.made().equals(made.node()))
        .anyMatch(
            pipe -> pipe.uses().stream().allMatch(Pipe::isCompared) && !isReadBefore(call, pipe));
  }

  /** A name that the function uses before the pipe is made may be read in another round. */
  private static boolean isReadBefore(ExecCall call, Pipe pipe) {
    return CommandUses.variable(pipe.made())
        .flatMap(name -> call.in().bindings(name).flatMap(b -> b.declaration(name)))
        .filter(declared -> declared.start() < pipe.made().start())
        .filter(declared ->
            declared.ancestor(Kind.ASSIGN).filter(a -> a.contains(pipe.made())).isEmpty())
        .isPresent();
  }
}
