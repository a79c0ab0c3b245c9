// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.httptimeouts;

import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.evidence.gosource.Words;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether an address or a listener is for this host only, as far as the source shows. */
final class Listening {
  private static final Pattern LOCAL = Pattern.compile("(localhost|127\\.[0-9.]+|\\[::1\\])(:.*)?");

  private Listening() {}

  /** True for a constant loopback address, and for a listener made for one or for a Unix socket. */
  static boolean isLocal(GoPackage in, Optional<Node> addressOrListener) {
    return addressOrListener
        .filter(
            node -> isLoopback(in, node) || made(in, node).filter(c -> listens(in, c)).isPresent())
        .isPresent();
  }

  private static boolean isLoopback(GoPackage in, Node node) {
    return node.is(Kind.LITERAL, Kind.IDENT, Kind.BINARY, Kind.CALL)
        && startsLocal(new Words(in).parts(node));
  }

  private static boolean startsLocal(List<Words.Part> parts) {
    return !parts.isEmpty()
        && parts.getFirst() instanceof Words.Part.Constant(String text)
        && LOCAL.matcher(text).matches();
  }

  /** True for net.Listen and the like with {@code "unix"} or a loopback address. */
  private static boolean listens(GoPackage in, Node call) {
    boolean method =
        call.is(Kind.CALL)
            && call.child(0)
                .flatMap(function -> function.child(1))
                .filter(name -> name.text().startsWith("Listen"))
                .isPresent();
    return method
        && call.children().stream()
            .skip(1)
            .anyMatch(argument -> argument.text().equals("\"unix\"") || isLoopback(in, argument));
  }

  /** The call that made the listener of a local. */
  private static Optional<Node> made(GoPackage in, Node name) {
    return in.bindings(name)
        .flatMap(bindings -> bindings.declaration(name))
        .flatMap(Node::parent)
        .flatMap(Node::parent)
        .filter(assign -> assign.is(Kind.ASSIGN))
        .flatMap(assign -> assign.child(1))
        .flatMap(values -> values.child(0));
  }
}
