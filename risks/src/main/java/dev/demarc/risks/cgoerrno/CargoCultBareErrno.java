// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cgoerrno;

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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** errno is used as if Go knew it. */
final class CargoCultBareErrno implements Rule {
  private static final Set<String> CONVERSIONS =
      Set.of("C.int", "syscall.Errno", "unix.Errno", "int", "int32", "uintptr");

  @Override
  public RuleId id() {
    return RuleId.of("cgo-errno/cargo-cult-bare-errno");
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
    return "errno is a macro for a place of the current thread: cgo refuses C.errno (\"cannot refer to errno"
        + " directly\"), and a bare errno is an undefined name. Code that says so never compiled.";
  }

  @Override
  public String fix() {
    return "Use the second value of the failing call: n, err := C.f(); err is a syscall.Errno.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return CFunctions.packages(evidence)
        .flatMap(in ->
            CFunctions.files(in)
                .flatMap(file -> file.root().walk().stream())
                .flatMap(node -> match(in, node).stream()));
  }

  private static Optional<Match> match(GoPackage in, Node node) {
    if (in.isImported(node, "C", "errno")) {
      return Optional.of(
          Match.at(
              node.place(), "C.errno does not compile: errno is a macro, and cgo refuses it."));
    }
    boolean converts =
        node.is(Kind.CALL)
            && node.children().size() == 2
            && node.child(0).map(Node::text).filter(CONVERSIONS::contains).isPresent();
    return converts && node.child(1).filter(argument -> isBare(in, argument)).isPresent()
        ? Optional.of(
            Match.at(node.place(), "errno is no name of Go: " + node.text() + " does not compile."))
        : Optional.empty();
  }

  private static boolean isBare(GoPackage in, Node name) {
    return name.is(Kind.IDENT)
        && name.text().equals("errno")
        && in.bindings(name).flatMap(b -> b.declaration(name)).isEmpty()
        && in.files().stream().noneMatch(CargoCultBareErrno::declares);
  }

  private static boolean declares(GoFile file) {
    boolean dot = file.imports().stream().anyMatch(one -> one.name().equals("."));
    return dot
        || file.imports().stream().anyMatch(one -> one.name().equals("errno"))
        || file.root().walk(node -> !node.is(Kind.FUNC, Kind.FUNC_LIT)).stream()
            .filter(node -> node.is(Kind.IDENT) && node.text().equals("errno"))
            .anyMatch(
                node -> node.parent().filter(p -> p.is(Kind.NAMES, Kind.TYPE_SPEC)).isPresent())
        || file.functions().stream()
            .anyMatch(f -> f.child(Kind.IDENT).filter(n -> n.text().equals("errno")).isPresent());
  }
}
