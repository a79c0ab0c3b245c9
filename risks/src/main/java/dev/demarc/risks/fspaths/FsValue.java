// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.fspaths;

import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.LocalValues;
import dev.demarc.evidence.gosource.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether an expression is a file system of io/fs, as far as one package shows its type. */
final class FsValue {
  private static final List<String> INTERFACES =
      List.of("FS", "ReadFileFS", "ReadDirFS", "StatFS", "SubFS", "GlobFS", "ReadLinkFS");

  private final GoPackage in;

  FsValue(GoPackage in) {
    this.in = in;
  }

  boolean holds(Node expression) {
    return switch (expression.kind()) {
      case PAREN -> expression.child(0).filter(this::holds).isPresent();
      case CALL -> isMade(expression);
      case IDENT -> isName(expression);
      case SELECTOR -> isField(expression);
      default -> false;
    };
  }

  /** {@code os.DirFS("…")} and {@code fs.Sub(…)}. */
  private boolean isMade(Node call) {
    return in.isCall(call, "os", "DirFS") || in.isCall(call, "io/fs", "Sub");
  }

  private boolean isType(Node type) {
    return in.isImported(type, "embed", "FS")
        || INTERFACES.stream().anyMatch(name -> in.isImported(type, "io/fs", name));
  }

  private boolean isName(Node name) {
    if (in.bindings(name).flatMap(b -> b.declaration(name)).isPresent()) {
      return LocalValues.declaredType(in, name).filter(this::isType).isPresent()
          || LocalValues.only(in, name)
              .filter(value -> value.result() == 0 && isMade(value.expression()))
              .isPresent();
    }
    return typeOfVariable(name.text()).filter(this::isType).isPresent()
        || in.value(name.text()).filter(this::isMade).isPresent();
  }

  private Optional<Node> typeOfVariable(String name) {
    return in.files().stream()
        .flatMap(file -> file.root().children().stream())
        .filter(top -> top.is(Kind.VAR_DECL))
        .flatMap(top -> top.children().stream())
        .filter(spec ->
            spec.child(Kind.NAMES).map(Node::children).orElse(List.of()).stream()
                .anyMatch(one -> one.text().equals(name)))
        .flatMap(spec -> spec.child(1).stream())
        .filter(type -> !type.is(Kind.EXPRESSIONS))
        .findFirst();
  }

  /** A field counts when every struct of the package that has one of this name says so. */
  private boolean isField(Node selector) {
    String name = selector.child(1).map(Node::text).orElse("");
    List<Node> types = new ArrayList<>();
    for (var file : in.files()) {
      for (Node field : file.root().walk()) {
        if (field.is(Kind.FIELD)
            && field.child(Kind.NAMES).map(Node::children).orElse(List.of()).stream()
                .anyMatch(one -> one.text().equals(name))) {
          field.child(1).ifPresent(types::add);
        }
      }
    }
    return !types.isEmpty() && types.stream().allMatch(this::isType);
  }
}
