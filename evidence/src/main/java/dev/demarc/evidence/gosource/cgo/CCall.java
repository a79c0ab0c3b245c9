// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource.cgo;

import dev.demarc.evidence.gosource.GoFile;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One call of a C function, or of one of cgo's own helpers such as {@code C.CString}. Conversions
 * to C types are no calls.
 *
 * @param function the name behind {@code C.}
 */
public record CCall(GoPackage in, Node call, String function) {
  private static final Set<String> TYPES =
      Set.of(
          "char",
          "schar",
          "uchar",
          "short",
          "ushort",
          "int",
          "uint",
          "long",
          "ulong",
          "longlong",
          "ulonglong",
          "float",
          "double",
          "bool",
          "_Bool");

  /** Every call of C in a package, in source order. */
  public static List<CCall> in(GoPackage from) {
    List<CCall> all = new ArrayList<>();
    for (GoFile file : from.files()) {
      if (file.imported("C").isPresent() && !file.isGenerated()) {
        file.root().walk().forEach(node -> of(from, node).ifPresent(all::add));
      }
    }
    return List.copyOf(all);
  }

  /** This node as a call of C. */
  public static Optional<CCall> of(GoPackage from, Node node) {
    if (!node.is(Kind.CALL)) {
      return Optional.empty();
    }
    Node function = node.child(0).orElse(node);
    String name = function.child(1).map(Node::text).orElse("");
    return isType(name) || !from.isImported(function, "C", name)
        ? Optional.empty()
        : Optional.of(new CCall(from, node, name));
  }

  private static boolean isType(String name) {
    return TYPES.contains(name)
        || name.endsWith("_t")
        || name.startsWith("struct_")
        || name.startsWith("union_")
        || name.startsWith("enum_");
  }

  /** The arguments. */
  public List<Node> arguments() {
    List<Node> children = call.children();
    return children.subList(1, children.size());
  }
}
