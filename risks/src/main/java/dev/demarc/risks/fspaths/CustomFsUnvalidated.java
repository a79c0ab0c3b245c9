// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.fspaths;

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

/** An Open of io/fs opens what it is given, without a look at the name. */
final class CustomFsUnvalidated implements Rule {
  private static final Set<String> LOOKS =
      Set.of("ValidPath", "IsLocal", "Localize", "OpenRoot", "OpenInRoot", "ValidateName");

  @Override
  public RuleId id() {
    return RuleId.of("fs-paths/custom-fs-unvalidated");
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public String why() {
    return "Callers of an fs.FS count on names without .. being all there are, because Open has to refuse the"
        + " others. This one opens them, so that a name such as ../x leaves the folder.";
  }

  @Override
  public String fix() {
    return "Start with: if !fs.ValidPath(name) return a PathError of fs.ErrInvalid. Or hand out os.DirFS, or"
        + " the FS of an os.Root (Go 1.24), which also stops links.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return evidence.of(GoPackage.class).flatMap(CustomFsUnvalidated::in);
  }

  /** The types of a package that open paths of the system by the name of io/fs. */
  static Stream<Match> in(GoPackage in) {
    return in.files().stream()
        .filter(file -> file.imported("io/fs").isPresent() && !file.isGenerated())
        .flatMap(file -> file.functions().stream())
        .filter(CustomFsUnvalidated::isOpen)
        .flatMap(function -> match(in, function).stream());
  }

  /** {@code func (x T) Open(name string) (fs.File, error)}. */
  private static boolean isOpen(Node function) {
    List<Node> params = function.child(Kind.PARAMS).map(Node::children).orElse(List.of());
    return function.child(Kind.RECEIVER).isPresent()
        && function.child(Kind.IDENT).filter(name -> name.text().equals("Open")).isPresent()
        && params.size() == 1
        && params.getFirst().child(1).filter(type -> type.text().equals("string")).isPresent()
        && function
            .child(Kind.RESULTS)
            .filter(
                results -> results.text().matches("\\(\\w*\\s*fs\\.File,\\s*(\\w+\\s+)?error\\)"))
            .isPresent();
  }

  private static Optional<Match> match(GoPackage in, Node function) {
    Optional<Node> name =
        function.child(Kind.PARAMS).flatMap(params -> params.child(0)).flatMap(p -> p.child(0));
    List<Node> body = function.child(Kind.BLOCK).map(Node::walk).orElse(List.of());
    boolean looks =
        body.stream()
            .filter(node -> node.is(Kind.SELECTOR))
            .flatMap(node -> node.child(1).stream())
            .anyMatch(member -> LOOKS.contains(member.text()));
    if (looks || name.isEmpty()) {
      return Optional.empty();
    }
    return body.stream()
        .filter(call -> in.isCall(call, "os", "Open") || in.isCall(call, "os", "OpenFile"))
        .filter(call -> call.child(1).filter(path -> mentions(in, path, name.get())).isPresent())
        .findFirst()
        .map(call ->
            Match.at(
                call.place(),
                GoPackage.functionName(function)
                    + " opens what it is given without fs.ValidPath: a name with .. leaves its"
                    + " folder."));
  }

  private static boolean mentions(GoPackage in, Node path, Node name) {
    return path.walk().stream()
        .filter(node -> node.is(Kind.IDENT))
        .flatMap(node -> in.bindings(node).flatMap(b -> b.declaration(node)).stream())
        .anyMatch(declared -> declared.equals(name) || isMadeOf(in, declared, name));
  }

  /** True for a local that the name went into: {@code p := filepath.Join(root, name)}. */
  private static boolean isMadeOf(GoPackage in, Node declared, Node name) {
    return declared.ancestor(Kind.ASSIGN).flatMap(assign -> assign.child(1)).stream()
        .flatMap(value -> value.walk().stream())
        .filter(node -> node.is(Kind.IDENT))
        .flatMap(node -> in.bindings(node).flatMap(b -> b.declaration(node)).stream())
        .anyMatch(name::equals);
  }
}
