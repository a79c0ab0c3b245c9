// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.socketactivation;

import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.Flow;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.identify.Evidence;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the rules of this risk look. */
final class Sockets {
  /** The numbers that a process inherits: 3 to 9, and sums that start there. */
  private static final Pattern INHERITED =
      Pattern.compile("(uintptr\\()?[3-9]( ?\\+ ?[\\w()]+)?\\)?");

  private static final Pattern FIXED = Pattern.compile("(uintptr\\()?[3-9]\\)?");

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

  /** The calls of functions and methods of this name, where {@link #calls(GoPackage)} looks. */
  static Stream<Node> calls(GoPackage in, String name) {
    return in.occurrences().calls(name).stream()
        .filter(call -> CodeRole.isService(in.file(call)) && !in.file(call).isGenerated());
  }

  /** The calls of a function of this package, by its name. */
  static Stream<Node> callers(GoPackage in, Node function) {
    String name = function.child(Kind.IDENT).map(Node::text).orElse("");
    boolean method = function.child(Kind.RECEIVER).isPresent();
    return calls(in, name)
        .filter(call -> call.child(0).filter(f -> f.is(Kind.SELECTOR) == method).isPresent())
        .filter(call -> !method || !isOfImport(in, call));
  }

  private static boolean isOfImport(GoPackage in, Node call) {
    Optional<Node> base = call.child(0).flatMap(f -> f.child(0)).filter(b -> b.is(Kind.IDENT));
    return base.isPresent()
        && in.bindings(call).flatMap(b -> b.declaration(base.get())).isEmpty()
        && in.file(call).imports().stream().anyMatch(one -> one.name().equals(base.get().text()));
  }

  /** True for a call of net that makes a copy of a file's descriptor. */
  static boolean isCopy(GoPackage in, Node call) {
    return in.isCall(call, "net", "FileListener")
        || in.isCall(call, "net", "FilePacketConn")
        || in.isCall(call, "net", "FileConn");
  }

  /** True for {@code os.NewFile} of a number that the process was started with. */
  static boolean isInherited(GoPackage in, Node call) {
    return number(in, call).filter(text -> INHERITED.matcher(text).matches()).isPresent();
  }

  /** True for {@code os.NewFile} of one such number, the same each time. */
  static boolean isFixed(GoPackage in, Node call) {
    return number(in, call).filter(text -> FIXED.matcher(text).matches()).isPresent();
  }

  private static Optional<String> number(GoPackage in, Node call) {
    return in.isCall(call, "os", "NewFile")
        ? call.child(1)
            .map(number -> number.is(Kind.IDENT) ? in.value(number.text()).orElse(number) : number)
            .map(Node::text)
        : Optional.empty();
  }

  /** True where a file goes into one of those calls of net. */
  static boolean isCopied(GoPackage in, Flow.Sink sink) {
    return sink.call().filter(call -> isCopy(in, call)).isPresent();
  }

  /** True when the file of this call goes into one of those calls of net. */
  static boolean isCopied(GoPackage in, Node call) {
    return Flow.of(in, call).sinks().stream().anyMatch(sink -> isCopied(in, sink));
  }
}
