// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.GoFile;
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
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A child is asked to stop, and the code waits for it with nothing that ends the wait. */
final class WaitWithoutBound implements Rule {
  private static final Set<String> POLITE =
      Set.of(
          "syscall.SIGTERM",
          "syscall.SIGINT",
          "syscall.SIGQUIT",
          "os.Interrupt",
          "unix.SIGTERM",
          "unix.SIGINT",
          "unix.SIGQUIT");

  /** What could end the wait, anywhere in the function or on the same process in the package. */
  private static final Pattern BOUND =
      Pattern.compile(
          "(?s).*(\\bKill\\(|SIGKILL|os\\.Kill\\b|time\\.(After|AfterFunc|NewTimer|Tick|NewTicker)\\b"
              + "|WaitDelay|WithTimeout|WithDeadline|CommandContext).*");

  @Override
  public RuleId id() {
    return RuleId.of("process-boundary/wait-without-bound");
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
    return "SIGTERM and SIGINT are requests: a child may catch, ignore or block them, or be stuck."
        + " Then this goroutine waits for ever, and a service that shuts down hangs until it is"
        + " killed itself.";
  }

  @Override
  public String fix() {
    return "Wait in a select with a second timer that kills the process group, or use CommandContext"
        + " with Cancel and WaitDelay, which do the same.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return evidence
        .of(GoPackage.class)
        .filter(in -> !in.isTool())
        .flatMap(in -> in.files().stream().flatMap(file -> inFile(in, file)));
  }

  private static Stream<Match> inFile(GoPackage in, GoFile file) {
    boolean silent =
        file.imported("os/exec").isEmpty() || file.isGenerated() || !CodeRole.isService(file);
    return silent
        ? Stream.empty()
        : file.root().walk().stream()
            .filter(node -> node.is(Kind.CALL))
            .flatMap(call -> match(in, call).stream());
  }

  private static Optional<Match> match(GoPackage in, Node signal) {
    Optional<String> command = asked(signal);
    Optional<Node> body = GoPackage.bodyOf(signal);
    Optional<Node> function = GoPackage.functionOf(signal);
    if (command.isEmpty() || body.isEmpty() || function.isEmpty()) {
      return Optional.empty();
    }
    if (BOUND.matcher(function.get().text()).matches() || isBounded(in, command.get())) {
      return Optional.empty();
    }
    return body.get().walk().stream()
        .filter(node -> node.start() > signal.end() && GoPackage.bodyOf(node).equals(body))
        .filter(node -> waits(node, command.get(), function.get()))
        .filter(node -> runsAfter(node, signal))
        .findFirst()
        .map(wait ->
            Match.at(
                    wait.place(),
                    "After "
                        + signal.lastChild().map(Node::text).orElse("the signal")
                        + " the code waits here for the child with no timer and no kill.")
                .with("go", CodeRole.brief(signal), signal.place()));
  }

  /** The command, as written, that is sent a polite signal by this call. */
  private static Optional<String> asked(Node call) {
    Optional<Node> function = call.child(0).filter(f -> f.is(Kind.SELECTOR));
    boolean polite = call.child(1).filter(arg -> POLITE.contains(arg.text())).isPresent();
    String text = function.map(Node::text).orElse("");
    return polite && text.endsWith(".Process.Signal")
        ? Optional.of(text.substring(0, text.length() - ".Process.Signal".length()))
        : Optional.empty();
  }

  /** True when another function of the package can kill what this field holds. */
  private static boolean isBounded(GoPackage in, String command) {
    int dot = command.lastIndexOf('.');
    return dot >= 0
        && in.files().stream()
            .anyMatch(file -> BOUND.matcher(file.source().text(0, file.root().end())).matches());
  }

  private static boolean waits(Node node, String command, Node function) {
    if (node.is(Kind.CALL)) {
      String called = node.child(0).map(Node::text).orElse("");
      return (called.equals(command + ".Wait") || called.equals(command + ".Process.Wait"))
          && !Pipe.isAside(node);
    }
    return node.is(Kind.UNARY)
        && node.operator().equals("<-")
        && node.parent().filter(p -> p.is(Kind.EXPR_STMT, Kind.EXPRESSIONS)).isPresent()
        && node.ancestor(Kind.CASE_HEAD, Kind.BLOCK).filter(p -> p.is(Kind.BLOCK)).isPresent()
        && node.child(0).filter(channel -> endsWith(channel, command, function)).isPresent();
  }

  /** True for a channel that a function literal sends to, or closes, when the command has ended. */
  private static boolean endsWith(Node channel, String command, Node function) {
    String name = Pattern.quote(channel.text());
    Pattern tells = Pattern.compile("(?s).*(" + name + "\\s*<-|close\\(" + name + "\\)).*");
    return channel.is(Kind.IDENT)
        && function.walk().stream()
            .filter(node -> node.is(Kind.FUNC_LIT))
            .map(Node::text)
            .anyMatch(text -> text.contains(command + ".Wait()") && tells.matcher(text).matches());
  }

  /** True when the wait stands in the signal's block, or in one around it, further down. */
  private static boolean runsAfter(Node wait, Node signal) {
    List<Node> around = signal.ancestors().filter(a -> a.is(Kind.BLOCK, Kind.CASE)).toList();
    Optional<Node> block = wait.ancestor(Kind.BLOCK, Kind.CASE);
    return block.filter(around::contains).isPresent();
  }
}
