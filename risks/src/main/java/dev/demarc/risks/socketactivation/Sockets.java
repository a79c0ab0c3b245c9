// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.socketactivation;

import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.identify.Evidence;
import java.util.function.Function;
import java.util.stream.Stream;

/** Where the rules of this risk look. */
final class Sockets {
  private Sockets() {}

  /** What is found at the calls of the service code of all packages. */
  static <T> Stream<T> atCalls(
      Evidence evidence, Function<GoPackage, Function<Node, Stream<T>>> look) {
    return evidence.of(GoPackage.class).flatMap(in -> calls(in).flatMap(look.apply(in)));
  }

  /** The calls of a package, in source order, without tests, tools and generated files. */
  static Stream<Node> calls(GoPackage in) {
    return in.files().stream()
        .filter(file -> CodeRole.isService(file) && !file.isGenerated())
        .flatMap(file -> file.root().walk().stream())
        .filter(node -> node.is(Kind.CALL));
  }

  /** True for a call of net that makes a copy of a file's descriptor. */
  static boolean isCopy(GoPackage in, Node call) {
    return in.isCall(call, "net", "FileListener")
        || in.isCall(call, "net", "FilePacketConn")
        || in.isCall(call, "net", "FileConn");
  }
}
