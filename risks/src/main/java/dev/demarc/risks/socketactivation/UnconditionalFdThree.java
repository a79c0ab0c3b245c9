// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.socketactivation;

import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.GoText;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.Optional;
import java.util.stream.Stream;

/** Descriptor 3 is taken for a socket, whatever it is. */
final class UnconditionalFdThree implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("socket-activation/unconditional-fd-three");
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
    return "Started by hand, or by a unit without its socket, the program has something else under this number: a file"
        + " of the runtime, or a socket of its own. os.NewFile owns it from then on, and closes it with the file.";
  }

  @Override
  public String fix() {
    return "Ask first: LISTEN_PID is os.Getpid() and LISTEN_FDS says how many, or use activation.Listeners() of go-systemd.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return evidence
        .of(GoPackage.class)
        .flatMap(in -> Sockets.calls(in, "NewFile").flatMap(call -> match(in, call).stream()));
  }

  private static Optional<Match> match(GoPackage in, Node call) {
    if (!fires(in, call)) {
      return Optional.empty();
    }
    Match match =
        Match.at(
            call.place(),
            "Descriptor "
                + call.child(1).map(Node::text).orElse("")
                + " is taken for a socket at every start, and nothing asks whether one was passed.");
    return Optional.of(
        handsOver(in)
            .map(given ->
                match
                    .with("go", CodeRole.brief(given), given.place())
                    .remedy(
                        "If this is what ExtraFiles at line "
                            + given.line()
                            + " of "
                            + in.file(given).path()
                            + " hands over, let that parent also set a variable of its own in cmd.Env, and ask"
                            + " for it before os.NewFile; a parent cannot set LISTEN_PID before the child runs."
                            + " For systemd ask LISTEN_PID and LISTEN_FDS."))
            .orElse(match));
  }

  /** Where this package gives files to a process that it starts. */
  private static Optional<Node> handsOver(GoPackage in) {
    return in.files().stream()
        .filter(file -> CodeRole.isService(file) && !file.isGenerated())
        .flatMap(file -> file.root().walk().stream())
        .filter(UnconditionalFdThree::setsFiles)
        .findFirst();
  }

  private static boolean setsFiles(Node node) {
    Optional<Node> field =
        switch (node.kind()) {
          case KEY_VALUE -> node.child(0);
          case ASSIGN ->
              node.child(0)
                  .flatMap(left -> left.child(0))
                  .filter(target -> target.is(Kind.SELECTOR))
                  .flatMap(target -> target.child(1));
          default -> Optional.empty();
        };
    return field.filter(name -> name.text().equals("ExtraFiles")).isPresent();
  }

  static boolean fires(GoPackage in, Node call) {
    return Sockets.isFixed(in, call)
        && becomesSocket(in, call)
        && !opensInstead(in, call)
        && !knowsActivation(in)
        && new Reached(in).unasked(call);
  }

  /** A pipe from a parent is a protocol of two programs; a socket comes from anybody. */
  private static boolean becomesSocket(GoPackage in, Node call) {
    if (in.bindings(call).isPresent()) {
      return Sockets.isCopied(in, call);
    }
    Optional<String> variable =
        call.ancestor(Kind.VALUE_SPEC)
            .flatMap(spec -> spec.child(Kind.NAMES))
            .flatMap(names -> names.child(0))
            .map(Node::text);
    boolean inline = call.parent().filter(above -> Sockets.isCopy(in, above)).isPresent();
    return inline
        || Sockets.calls(in)
            .filter(other -> Sockets.isCopy(in, other))
            .anyMatch(other -> other.child(1).map(Node::text).equals(variable));
  }

  /** Trying and opening a socket of its own behind it is a way to ask. */
  private static boolean opensInstead(GoPackage in, Node call) {
    return Stream.of("Listen", "ListenPacket", "ListenTCP", "ListenUDP", "ListenUnix")
        .flatMap(name -> Sockets.calls(in, name))
        .anyMatch(other -> GoPackage.functionOf(other).equals(GoPackage.functionOf(call)));
  }

  private static boolean knowsActivation(GoPackage in) {
    return in.files().stream()
        .flatMap(file -> file.root().walk().stream())
        .anyMatch(
            node -> GoText.value(node).filter(text -> text.startsWith("LISTEN_")).isPresent());
  }
}
