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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The function writes to the command's standard input and waits for it, and never says the end. */
final class StdinNeverClosed implements Rule {
  /** Functions that write to a writer and do not close it. */
  private static final Set<String> WRITERS =
      Set.of(
          "io.WriteString",
          "fmt.Fprint",
          "fmt.Fprintf",
          "fmt.Fprintln",
          "io.Copy",
          "io.CopyN",
          "io.CopyBuffer",
          "bufio.NewWriter",
          "bufio.NewWriterSize",
          "json.NewEncoder",
          "csv.NewWriter",
          "gob.NewEncoder",
          "xml.NewEncoder");

  private static final Set<String> METHODS = Set.of("Write", "WriteString");

  @Override
  public RuleId id() {
    return RuleId.of("process-boundary/stdin-never-closed");
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
    return "A filter reads until the end of its input, and the end comes only with Close. Wait waits"
        + " for the child and the child waits for the end: both for ever.";
  }

  @Override
  public String fix() {
    return "Close the pipe after the last write and before Wait, or set cmd.Stdin to a reader and let"
        + " os/exec do both.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return ServiceCode.calls(evidence)
        .filter(call -> call.uses().process().isEmpty())
        .flatMap(call -> Pipe.of(call, "StdinPipe"))
        .flatMap(pipe -> match(pipe).stream());
  }

  private static Optional<Match> match(Pipe pipe) {
    List<Node> waits = pipe.waits("Wait", "Run", "Output", "CombinedOutput");
    if (waits.isEmpty()) {
      return Optional.empty();
    }
    Node wait = waits.getLast();
    List<Node> writes = new ArrayList<>();
    for (Node use : pipe.uses()) {
      Optional<String> method = Pipe.method(use);
      if (method.filter("Close"::equals).isPresent()) {
        if (closesBefore(use, wait, pipe)) {
          return Optional.empty();
        }
      } else if (method.filter(METHODS::contains).isPresent() || isWrite(use)) {
        writes.add(use);
      } else if (!Pipe.isCompared(use)) {
        return Optional.empty();
      }
    }
    if (writes.isEmpty() || writes.stream().anyMatch(StdinNeverClosed::tellsToEnd)) {
      return Optional.empty();
    }
    return Optional.of(
        Match.at(
                pipe.made().place(),
                "The pipe to the command's standard input is written and still open when the"
                    + " function waits in line "
                    + wait.line()
                    + ": a command that reads to the end never ends.")
            .with("go", CodeRole.brief(wait), wait.place()));
  }

  private static boolean isWrite(Node use) {
    return use.parent()
        .filter(call -> call.is(Kind.CALL))
        .flatMap(call -> call.child(0))
        .filter(function -> WRITERS.contains(function.text()))
        .isPresent();
  }

  /**
   * Whether this Close can come before the wait. A deferred one of the same body cannot; one in a
   * block that leaves the function cannot; every other one may.
   */
  private static boolean closesBefore(Node close, Node wait, Pipe pipe) {
    Node call = close.parent().flatMap(Node::parent).orElse(close);
    boolean sameBody = GoPackage.bodyOf(call).equals(pipe.body());
    if (!sameBody) {
      return true;
    }
    if (call.parent().filter(parent -> parent.is(Kind.DEFER)).isPresent()) {
      return false;
    }
    if (call.start() > wait.start()) {
      return false;
    }
    Optional<Node> block = call.ancestor(Kind.BLOCK, Kind.CASE);
    boolean leaves = block.flatMap(Node::lastChild).filter(StdinNeverClosed::isLeaving).isPresent();
    return !leaves || block.filter(b -> b.contains(wait)).isPresent();
  }

  private static boolean isLeaving(Node statement) {
    return statement.is(Kind.RETURN, Kind.BRANCH)
        || statement.text().startsWith("panic(")
        || statement.text().startsWith("os.Exit(");
  }

  /** A command that is told to end by a word of its own does not wait for the end of input. */
  private static boolean tellsToEnd(Node use) {
    return use.ancestor(Kind.EXPR_STMT, Kind.ASSIGN, Kind.IF)
        .filter(statement -> statement.text().matches("(?s).*\\b(exit|quit|QUIT|EXIT)\\b.*"))
        .isPresent();
  }
}
