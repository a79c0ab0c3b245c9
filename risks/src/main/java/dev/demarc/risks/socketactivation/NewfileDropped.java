// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.socketactivation;

import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.Flow;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.Optional;
import java.util.stream.Stream;

/** The file around an inherited descriptor is dropped, and the collector closes the number. */
final class NewfileDropped implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("socket-activation/newfile-dropped");
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public String why() {
    return "net.FileListener makes a copy of the descriptor. The file around the number is garbage at once, and"
        + " when it is collected the number is closed: the next use of it gets \"bad file descriptor\", or"
        + " somebody else's file.";
  }

  @Override
  public String fix() {
    return "Keep the file in a local and close it yourself, once: f := os.NewFile(3, \"l\"); l, err :="
        + " net.FileListener(f); f.Close(). Later take the listener, not the number.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return Sockets.atCalls(evidence, in -> call -> match(in, call).stream());
  }

  private static Optional<Match> match(GoPackage in, Node call) {
    if (!Sockets.isInherited(in, call) || !isDropped(in, Flow.of(in, call))) {
      return Optional.empty();
    }
    Optional<Node> again =
        Sockets.calls(in)
            .filter(other -> !other.equals(call) && Sockets.isInherited(in, other))
            .filter(other -> other.child(1).map(Node::text).equals(call.child(1).map(Node::text)))
            .findFirst();
    boolean repeats =
        CodeRole.isInLoop(call)
            && call.child(1).filter(n -> n.text().matches("\\W*[3-9]")).isPresent();
    String start = "Nothing keeps or closes this file: a collection closes descriptor ";
    String number = call.child(1).map(Node::text).orElse("");
    if (again.isPresent()) {
      return Optional.of(
          Match.at(call.place(), start + number + " under whoever takes it again.")
              .with("go", CodeRole.brief(again.get()), again.get().place()));
    }
    Match match =
        Match.at(
            call.place(),
            start
                + number
                + (repeats
                    ? ", and the next round takes it again."
                    : " some time; here it is taken once."));
    if (repeats) {
      return Optional.of(match);
    }
    return UnconditionalFdThree.fires(in, call)
        ? Optional.empty() // that is the graver fault, and its remedy holds this one
        : Optional.of(match.as(Severity.LOW));
  }

  /** True when the file goes into a copying function of net, and nowhere else that matters. */
  private static boolean isDropped(GoPackage in, Flow flow) {
    boolean copied = flow.sinks().stream().anyMatch(sink -> Sockets.isCopied(in, sink));
    return copied
        && flow.sinks().stream()
            .allMatch(sink ->
                Sockets.isCopied(in, sink)
                    || sink.how() == Flow.How.READ
                    || sink.member().filter("Name"::equals).isPresent());
  }
}
