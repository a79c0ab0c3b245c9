// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.socketactivation;

import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.evidence.gosource.Words;
import dev.demarc.evidence.gosource.Words.Part;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A listener is opened on the path of a descriptor. */
final class CargoCultProcFd implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("socket-activation/cargo-cult-proc-fd");
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
    return "Listening on a path makes a new socket there, and the path of a descriptor exists already: bind"
        + " answers \"address already in use\", always. It does not take over the socket behind it.";
  }

  @Override
  public String fix() {
    return "Take the descriptor itself: f := os.NewFile(3, \"socket\"); l, err := net.FileListener(f); f.Close().";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return Sockets.atCalls(evidence, in -> call -> match(in, call).stream());
  }

  private static Optional<Match> match(GoPackage in, Node call) {
    return in.isCall(call, "net", "Listen")
        ? call.child(2)
            .filter(address -> isDescriptor(new Words(in).parts(address)))
            .map(address ->
                Match.at(
                    call.place(),
                    "Listening on the path of a descriptor fails always: address already in use."))
        : Optional.empty();
  }

  /** A path below a descriptor of a folder is a way to a long path, and no descriptor. */
  private static boolean isDescriptor(List<Part> all) {
    List<Part> parts = all.stream().filter(part -> !part.equals(new Part.Constant(""))).toList();
    if (parts.isEmpty()
        || !(parts.getFirst() instanceof Part.Constant(String text))
        || !(text.startsWith("/proc/self/fd/") || text.startsWith("/dev/fd/"))) {
      return false;
    }
    String number = text.substring(text.indexOf("/fd/") + 4);
    return parts.size() == 1
        ? number.matches("\\d+")
        : number.isEmpty() && parts.size() == 2 && !(parts.get(1) instanceof Part.Quoted);
  }
}
