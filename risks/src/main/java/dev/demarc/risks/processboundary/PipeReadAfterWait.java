// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The output pipe of a command is read only after Wait, which has closed it. */
final class PipeReadAfterWait implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("process-boundary/pipe-read-after-wait");
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public String why() {
    return "Wait closes the pipe when it sees the command end, so the read fails with \"file already"
        + " closed\" and the output is lost; an output larger than the pipe holds stops the command"
        + " before it ends, and Wait never returns.";
  }

  @Override
  public String fix() {
    return "Read to the end first and call Wait then, or use Output, or a buffer as cmd.Stdout.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return ServiceCode.calls(evidence)
        .flatMap(call -> Pipe.of(call, "StdoutPipe", "StderrPipe"))
        .flatMap(pipe -> match(pipe).stream());
  }

  private static Optional<Match> match(Pipe pipe) {
    List<Node> waits = pipe.waits("Wait", "Run");
    List<Node> reads = pipe.uses().stream().filter(use -> !Pipe.isCompared(use)).toList();
    if (waits.isEmpty() || reads.isEmpty()) {
      return Optional.empty();
    }
    Node wait = waits.getFirst();
    Optional<Node> block = wait.ancestor(Kind.BLOCK, Kind.CASE);
    boolean allAfter =
        reads.stream()
            .allMatch(read ->
                read.start() > wait.end()
                    && GoPackage.bodyOf(read).equals(pipe.body())
                    && block.filter(b -> b.contains(read)).isPresent());
    if (!allAfter) {
      return Optional.empty();
    }
    Node read = reads.getFirst();
    return Optional.of(
        Match.at(
                wait.place(),
                "The command is waited for here; its output pipe is first read in line "
                    + read.line()
                    + ", when it is closed already.")
            .with("go", CodeRole.brief(pipe.made()), pipe.made().place()));
  }
}
