// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.socketactivation;

import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A signal makes the program take its inherited descriptor once more. */
final class ReloadReopensFd implements Rule {
  private static final int MOST_CALLS = 3;
  private static final Pattern RELOADS =
      Pattern.compile(".*\\bSIG(HUP|USR1|USR2)\\b.*", Pattern.DOTALL);

  @Override
  public RuleId id() {
    return RuleId.of("socket-activation/reload-reopens-fd");
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
    return "The number was given away at the start: whoever closed that file closed it, and now it is nothing, or"
        + " somebody else's file. And while both files live, the first that is collected closes it for the other.";
  }

  @Override
  public String fix() {
    return "Take the listener once and keep it: change the handler at a reload, not the socket. Or let systemd hold the"
        + " socket, and restart.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return evidence
        .of(GoPackage.class)
        .flatMap(in -> {
          List<Node> taken =
              Sockets.calls(in, "NewFile")
                  .filter(call -> Sockets.isInherited(in, call) && Sockets.isCopied(in, call))
                  .toList();
          Set<String> channels = taken.isEmpty() ? Set.of() : channels(in);
          return taken.stream().flatMap(call -> match(in, channels, call).stream());
        });
  }

  private static Optional<Match> match(GoPackage in, Set<String> channels, Node call) {
    return trigger(in, channels, call, MOST_CALLS, new HashSet<>())
        .map(signal ->
            Match.at(
                    call.place(),
                    "Each signal opens descriptor "
                        + call.child(1).map(Node::text).orElse("")
                        + " again, which the start of the program took already.")
                .with("go", signal.text().lines().findFirst().orElse(""), signal.place()));
  }

  /** The channels on which signals come that mean a reload. */
  private static Set<String> channels(GoPackage in) {
    return Sockets.calls(in, "Notify")
        .filter(call -> in.isCall(call, "os/signal", "Notify"))
        .filter(call -> RELOADS.matcher(call.text()).matches() || call.children().size() == 2)
        .flatMap(call -> call.child(1).stream())
        .map(Node::text)
        .collect(Collectors.toSet());
  }

  /** The case, loop or receive that a signal starts, with this node in it. */
  private static Optional<Node> trigger(
      GoPackage in, Set<String> channels, Node node, int steps, Set<Node> seen) {
    Node below = node;
    Optional<Node> at = node.parent();
    while (at.isPresent() && !at.get().is(Kind.FUNC)) {
      Optional<Node> found = signal(channels, at.get(), below);
      if (found.isPresent()) {
        return found;
      }
      below = at.get();
      at = below.parent();
    }
    if (at.isEmpty() || steps == 0 || !seen.add(at.get())) {
      return Optional.empty();
    }
    return Sockets.callers(in, at.get())
        .flatMap(call -> trigger(in, channels, call, steps - 1, seen).stream())
        .findFirst();
  }

  private static Optional<Node> signal(Set<String> channels, Node above, Node below) {
    return switch (above.kind()) {
      case CASE ->
          above
              .child(Kind.CASE_HEAD)
              .filter(head -> !head.equals(below))
              .filter(head -> RELOADS.matcher(head.text()).matches() || receives(channels, head));
      case FOR ->
          above
              .child(Kind.RANGE)
              .filter(
                  range -> range.lastChild().filter(c -> channels.contains(c.text())).isPresent());
      case BLOCK ->
          above.parent().filter(loop -> loop.is(Kind.FOR)).isPresent()
              ? above.children().stream()
                  .takeWhile(one -> !one.equals(below))
                  .filter(one -> one.is(Kind.EXPR_STMT, Kind.ASSIGN) && receives(channels, one))
                  .findFirst()
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static boolean receives(Set<String> channels, Node node) {
    return node.walk().stream()
        .filter(one -> one.is(Kind.UNARY) && one.operator().equals("<-"))
        .anyMatch(one -> one.child(0).filter(c -> channels.contains(c.text())).isPresent());
  }
}
