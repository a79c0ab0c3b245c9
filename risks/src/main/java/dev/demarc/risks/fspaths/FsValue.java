// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.fspaths;

import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.LocalValues;
import dev.demarc.evidence.gosource.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether an expression is a file system of io/fs, as far as one package shows its type. */
final class FsValue {
  private static final List<String> INTERFACES =
      List.of("FS", "ReadFileFS", "ReadDirFS", "StatFS", "SubFS", "GlobFS", "ReadLinkFS");

  private final GoPackage in;
  private final Map<String, Node> variables = new HashMap<>();
  private final Map<String, List<Node>> fields = new HashMap<>();

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
    return Optional.ofNullable(variables().get(name));
  }

  /** A field counts when every struct of the package that has one of this name says so. */
  private boolean isField(Node selector) {
    String name = selector.child(1).map(Node::text).orElse("");
    List<Node> types = fields().getOrDefault(name, List.of());
    return !types.isEmpty() && types.stream().allMatch(this::isType);
  }

  /** The types of the variables of the package; read once. */
  private Map<String, Node> variables() {
    if (variables.isEmpty()) {
      in.files().stream()
          .flatMap(file -> file.root().children().stream())
          .filter(top -> top.is(Kind.VAR_DECL))
          .flatMap(top -> top.children().stream())
          .forEach(spec ->
              spec.child(1)
                  .filter(type -> !type.is(Kind.EXPRESSIONS))
                  .ifPresent(type -> names(spec).forEach(one -> variables.putIfAbsent(one, type))));
    }
    return variables;
  }

  /** The types of the fields of all structs of the package; read once. */
  private Map<String, List<Node>> fields() {
    if (fields.isEmpty()) {
      in.files().stream()
          .flatMap(file -> file.root().walk().stream())
          .filter(node -> node.is(Kind.FIELD))
          .forEach(field ->
              field
                  .child(1)
                  .ifPresent(type ->
                      names(field)
                          .forEach(one ->
                              fields.computeIfAbsent(one, key -> new ArrayList<>()).add(type))));
    }
    return fields;
  }

  private static List<String> names(Node owner) {
    return owner.child(Kind.NAMES).map(Node::children).orElse(List.of()).stream()
        .map(Node::text)
        .toList();
  }
}
