// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.protocolmismatch;

import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.GoText;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.LocalValues;
import dev.demarc.evidence.gosource.Node;
import java.util.Optional;
import java.util.Set;

/** Tells expressions whose value is JSON, by what the function shows. */
final class JsonText {
  private static final Set<String> MARSHALS = Set.of("Marshal", "MarshalIndent");

  private final GoPackage in;

  JsonText(GoPackage in) {
    this.in = in;
  }

  /** True for a text or bytes that are certainly JSON: marshalled here, or written as JSON. */
  boolean is(Node value) {
    return is(value, 4);
  }

  private boolean is(Node value, int steps) {
    if (steps == 0) {
      return false;
    }
    return switch (value.kind()) {
      case LITERAL -> GoText.value(value).filter(JsonText::looksLikeJson).isPresent();
      case PAREN -> value.child(0).filter(inner -> is(inner, steps - 1)).isPresent();
      case IDENT -> isLocal(value, steps);
      case CALL -> isCall(value, steps);
      case BINARY -> value.child(0).filter(left -> isOpening(left, steps)).isPresent();
      default -> false;
    };
  }

  private boolean isOpening(Node left, int steps) {
    return left.is(Kind.BINARY)
        ? left.child(0).filter(inner -> isOpening(inner, steps - 1)).isPresent()
        : GoText.value(left).filter(JsonText::opensJson).isPresent();
  }

  private boolean isLocal(Node name, int steps) {
    Optional<LocalValues.Value> only = LocalValues.only(in, name);
    if (only.isPresent()) {
      return only.get().result() == 0 && is(only.get().expression(), steps - 1);
    }
    boolean local = in.bindings(name).flatMap(b -> b.declaration(name)).isPresent();
    return !local && in.value(name.text()).filter(value -> is(value, steps - 1)).isPresent();
  }

  private boolean isCall(Node call, int steps) {
    Node function = call.child(0).orElse(call);
    if (isMarshal(function)) {
      return true;
    }
    boolean format = in.isCall(call, "fmt", "Sprintf");
    boolean conversion =
        function.is(Kind.ARRAY) || (function.is(Kind.IDENT) && function.text().equals("string"));
    return (format || conversion)
        && call.child(1).filter(inner -> is(inner, steps - 1)).isPresent();
  }

  /** {@code Marshal} of a package whose path ends with the word json, whoever wrote it. */
  private boolean isMarshal(Node function) {
    return function.is(Kind.SELECTOR)
        && function.child(1).filter(name -> MARSHALS.contains(name.text())).isPresent()
        && isJsonPackage(function.child(0).orElse(function));
  }

  /** True for the name of an imported package of JSON. */
  boolean isJsonPackage(Node name) {
    return name.is(Kind.IDENT)
        && in.bindings(name).flatMap(b -> b.declaration(name)).isEmpty()
        && in.file(name).imports().stream()
            .filter(one -> one.name().equals(name.text()))
            .anyMatch(one -> one.path().matches("(.*[/-])?(json|jsoniter|sonic)(/v\\d+)?"));
  }

  private static boolean opensJson(String text) {
    return text.stripLeading().matches("(?s)(\\{\\s*\"|\\[\\s*[{\\[\"]).*");
  }

  /** An object with a first key, or a list with a first element, with verbs as values. */
  static boolean looksLikeJson(String text) {
    String inner = text.strip();
    boolean object = inner.matches("(?s)\\{\\s*\"[^\"]*\"\\s*:.*\\}");
    boolean list = inner.matches("(?s)\\[\\s*([{\\[\"]|[0-9]|true|false|null).*\\]");
    return object || list || inner.equals("{}") || inner.equals("[]");
  }
}
