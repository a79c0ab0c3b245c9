// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.socketactivation;

import dev.demarc.evidence.gosource.Bindings;
import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.Flow;
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
import java.util.stream.Stream;

/** The file of a listener is given to a child, and the listener itself turns blocking. */
final class ExtrafilesBlocksListener implements Rule {
  private static final Set<String> LISTENS =
      Set.of("net.Listen", "net.ListenTCP", "net.ListenUnix", "net.FileListener");

  private static final List<String> TYPES = List.of("*net.TCPListener", "*net.UnixListener");
  private static final Set<String> HANDS_OVER =
      Set.of("File", "Close", "Addr", "SetUnlinkOnClose", "SyscallConn");

  private static final Set<String> FIELDS = Set.of("ExtraFiles", "Files");

  @Override
  public RuleId id() {
    return RuleId.of("socket-activation/extrafiles-blocks-listener");
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
    return "Start asks the file for its number, and that sets the socket to blocking: for the child and, as"
        + " they share it, for this process. Accept then sleeps in the kernel, and Close and Shutdown wait"
        + " for it without end (measured up to Go 1.26).";
  }

  @Override
  public String fix() {
    return "After Start set it back: rc, _ := l.SyscallConn(); rc.Control(func(fd uintptr) {"
        + " syscall.SetNonblock(int(fd), true) }). Or close the listener before Start.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return Sockets.atCalls(evidence, in -> call -> match(in, call).stream());
  }

  private static Optional<Match> match(GoPackage in, Node call) {
    Optional<Node> listener =
        call.child(0)
            .filter(function -> function.is(Kind.SELECTOR) && call.children().size() == 1)
            .filter(
                function -> function.child(1).map(Node::text).filter("File"::equals).isPresent())
            .flatMap(function -> function.child(0))
            .filter(base -> isListener(in, base));
    if (listener.isEmpty()
        || mends(in, listener.get())
        || isOnlyHandedOver(in, listener.get(), 2)) {
      return Optional.empty();
    }
    return Flow.of(in, call).sinks().stream()
        .map(Flow.Sink::value)
        .filter(ExtrafilesBlocksListener::goesToChild)
        .findFirst()
        .map(given ->
            Match.at(
                    given.place(),
                    "The child's start sets this listener to blocking for this process too: Accept"
                        + " sleeps in the kernel, and Close hangs.")
                .with("go", CodeRole.brief(call), call.place()));
  }

  private static boolean isListener(GoPackage in, Node base) {
    if (base.is(Kind.TYPE_ASSERT)) {
      return base.child(1).filter(type -> TYPES.contains(type.text())).isPresent();
    }
    Optional<Node> declared = in.bindings(base).flatMap(b -> b.declaration(base));
    Optional<Node> owner = declared.flatMap(Node::parent);
    if (owner.filter(o -> o.is(Kind.PARAM)).isPresent()) {
      return owner.flatMap(o -> o.child(1)).filter(type -> TYPES.contains(type.text())).isPresent();
    }
    return owner
        .flatMap(Node::parent)
        .filter(assign -> assign.is(Kind.ASSIGN))
        .flatMap(assign -> assign.child(1))
        .flatMap(values -> values.child(0))
        .filter(value -> opens(value))
        .isPresent();
  }

  private static boolean opens(Node value) {
    return value.is(Kind.TYPE_ASSERT)
        ? value.child(1).filter(type -> TYPES.contains(type.text())).isPresent()
        : value.child(0).filter(function -> LISTENS.contains(function.dotted())).isPresent();
  }

  /** True for a local that is opened here, given to the child and closed: nobody accepts on it. */
  private static boolean isOnlyHandedOver(GoPackage in, Node name, int steps) {
    Optional<Bindings> bindings = in.bindings(name);
    Optional<Node> declared = bindings.flatMap(b -> b.declaration(name));
    Optional<Node> assign =
        declared.flatMap(Node::parent).flatMap(Node::parent).filter(a -> a.is(Kind.ASSIGN));
    if (assign.isEmpty() || steps == 0) {
      return false;
    }
    Optional<Node> other =
        assign
            .flatMap(a -> a.child(1))
            .flatMap(values -> values.child(0))
            .filter(value -> value.is(Kind.TYPE_ASSERT))
            .flatMap(value -> value.child(0));
    return bindings.orElseThrow().uses(declared.get()).stream()
            .filter(use -> !use.equals(declared.get()))
            .allMatch(ExtrafilesBlocksListener::isHandedOver)
        && (other.isEmpty() || isOnlyHandedOver(in, other.get(), steps - 1));
  }

  private static boolean isHandedOver(Node use) {
    Node above = use.parent().orElse(use);
    return above.is(Kind.TYPE_ASSERT)
        || (above.is(Kind.SELECTOR)
            && above.child(1).filter(member -> HANDS_OVER.contains(member.text())).isPresent());
  }

  /** True when the package sets a socket back, or closes this listener in the same function. */
  private static boolean mends(GoPackage in, Node listener) {
    Node base = listener.is(Kind.TYPE_ASSERT) ? listener.child(0).orElse(listener) : listener;
    String close = base.text() + ".Close";
    return Sockets.calls(in)
        .flatMap(call -> call.child(0).stream())
        .anyMatch(function ->
            function.dotted().endsWith(".SetNonblock")
                || (function.text().equals(close)
                    && GoPackage.functionOf(function).equals(GoPackage.functionOf(listener))));
  }

  /** {@code cmd.ExtraFiles = []*os.File{f}}, {@code append(cmd.ExtraFiles, f)}, {@code Files:}. */
  private static boolean goesToChild(Node given) {
    return given
        .ancestors()
        .takeWhile(above -> !above.is(Kind.BLOCK, Kind.FUNC_LIT))
        .anyMatch(above ->
            (above.is(Kind.KEY_VALUE)
                    && above.child(0).filter(key -> FIELDS.contains(key.text())).isPresent())
                || (above.is(Kind.ASSIGN)
                    && above
                        .child(0)
                        .flatMap(left -> left.child(0))
                        .flatMap(target -> target.child(1))
                        .filter(field -> FIELDS.contains(field.text()))
                        .isPresent()));
  }
}
