// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.httptimeouts;

import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.LocalValues;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.evidence.gosource.Words;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether an address or a listener is for this host only, as far as the source shows. */
final class Listening {
  private static final Pattern LOCAL = Pattern.compile("(localhost|127\\.[0-9.]+|\\[::1\\])(:.*)?");
  private static final Pattern LOCAL_IP = Pattern.compile("127\\.[0-9.]+|::1");

  /** So many locals are followed, one given to the next. */
  private static final int MOST_STEPS = 3;

  private Listening() {}

  /** True for a constant loopback address, and for a listener made for one or for a Unix socket. */
  static boolean isLocal(GoPackage in, Optional<Node> addressOrListener) {
    return addressOrListener
        .filter(node -> isLoopback(in, node) || isLocalListener(in, node, MOST_STEPS))
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

  /** True when every value that a listener is given is one of this host. */
  private static boolean isLocalListener(GoPackage in, Node node, int steps) {
    if (node.is(Kind.CALL)) {
      return listens(in, node);
    }
    return node.is(Kind.IDENT)
        && steps > 0
        && LocalValues.of(in, node)
            .filter(values -> !values.isEmpty())
            .filter(values ->
                values.stream()
                    .allMatch(value ->
                        value.result() == 0 && isLocalListener(in, value.expression(), steps - 1)))
            .isPresent();
  }

  /** True for net.Listen and the like with {@code "unix"} or a loopback address. */
  private static boolean listens(GoPackage in, Node call) {
    if (in.isCall(call, "net", "ListenUnix")) {
      return true;
    }
    boolean method =
        call.child(0)
            .flatMap(function -> function.child(1))
            .filter(name -> name.text().startsWith("Listen"))
            .isPresent();
    return method
        && call.children().stream()
            .skip(1)
            .anyMatch(argument ->
                argument.text().equals("\"unix\"") || isAddress(in, argument, MOST_STEPS));
  }

  /** A loopback address as a text, or as the net.TCPAddr of net.ListenTCP. */
  private static boolean isAddress(GoPackage in, Node node, int steps) {
    if (isLoopback(in, node)) {
      return true;
    }
    return switch (node.kind()) {
      case IDENT ->
          steps > 0
              && LocalValues.only(in, node)
                  .filter(value -> value.result() == 0)
                  .filter(value -> isAddress(in, value.expression(), steps - 1))
                  .isPresent();
      case UNARY -> node.child(0).filter(inner -> isAddress(in, inner, steps)).isPresent();
      case COMPOSITE ->
          node.walk().stream()
              .filter(field -> field.is(Kind.KEY_VALUE))
              .filter(field -> field.child(0).filter(key -> key.text().equals("IP")).isPresent())
              .anyMatch(field -> field.child(1).filter(ip -> isIp(in, ip)).isPresent());
      case CALL ->
          in.isCall(node, "net", "ResolveTCPAddr")
              && node.child(2).filter(text -> isLoopback(in, text)).isPresent();
      default -> false;
    };
  }

  private static boolean isIp(GoPackage in, Node node) {
    boolean four =
        in.isCall(node, "net", "IPv4")
            && node.child(1).filter(first -> first.text().equals("127")).isPresent();
    boolean parsed =
        in.isCall(node, "net", "ParseIP")
            && node.child(1)
                .flatMap(new Words(in)::constant)
                .filter(text -> LOCAL_IP.matcher(text).matches())
                .isPresent();
    return four || parsed || in.isImported(node, "net", "IPv6loopback");
  }
}
