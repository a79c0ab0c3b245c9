// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource.value;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One struct of a known type that the source makes: {@code T{…}}, {@code &T{…}}, {@code new(T)} or
 * {@code var x T}, also by value inside another literal.
 *
 * @param node the literal, the call of new, or the declared name
 * @param type the type as written
 * @param keys what the literal gives its fields, by name
 * @param positional a literal without keys: it gives every field
 * @param flow where it goes and what is done to it later
 */
public record StructValue(
    GoPackage in, Node node, Node type, Map<String, Node> keys, boolean positional, Flow flow) {

  /** Every struct {@code path.name} that a package makes, in source order. */
  public static List<StructValue> of(GoPackage in, String path, String name) {
    List<StructValue> all = new ArrayList<>();
    if (in.files().stream().noneMatch(file -> file.imported(path).isPresent())) {
      return all;
    }
    for (Node composite : in.occurrences().all(Kind.COMPOSITE)) {
      composite
          .child(0)
          .filter(type -> in.isImported(type, path, name))
          .ifPresent(type -> all.add(literal(in, composite, type)));
    }
    for (Node call : in.occurrences().calls("new")) {
      call.child(1)
          .filter(type -> call.child(0).filter(function -> function.is(Kind.IDENT)).isPresent())
          .filter(type -> in.isImported(type, path, name))
          .ifPresent(type -> all.add(bare(in, call, type, Flow.of(in, call))));
    }
    for (Node declaration : in.occurrences().all(Kind.VAR_DECL)) {
      declaration.children().forEach(spec -> declared(in, spec, path, name, all));
    }
    List<Node> order = in.files().stream().map(file -> file.root()).toList();
    all.sort(
        Comparator.<StructValue>comparingInt(one -> order.indexOf(in.file(one.node).root()))
            .thenComparingInt(one -> one.node.start()));
    return all;
  }

  private static StructValue literal(GoPackage in, Node composite, Node type) {
    Map<String, Node> keys = new LinkedHashMap<>();
    List<Node> elements = composite.child(Kind.LITERAL_VALUE).map(Node::children).orElse(List.of());
    for (Node element : elements.stream().filter(e -> e.is(Kind.KEY_VALUE)).toList()) {
      element.child(1).ifPresent(value -> keys.put(element.child(0).orElse(value).text(), value));
    }
    boolean positional = !elements.isEmpty() && keys.isEmpty();
    return new StructValue(in, composite, type, keys, positional, Flow.of(in, composite));
  }

  private static StructValue bare(GoPackage in, Node node, Node type, Flow flow) {
    return new StructValue(in, node, type, Map.of(), false, flow);
  }

  private static void declared(
      GoPackage in, Node spec, String path, String name, List<StructValue> into) {
    Optional<Node> type = spec.child(1).filter(one -> in.isImported(one, path, name));
    if (type.isPresent() && spec.child(Kind.EXPRESSIONS).isEmpty()) {
      for (Node variable : spec.child(Kind.NAMES).map(Node::children).orElse(List.of())) {
        into.add(bare(in, variable, type.get(), Flow.ofVariable(in, variable)));
      }
    }
  }

  /** True when the literal or a later assignment gives one of these fields a value. */
  public boolean sets(String... fields) {
    return Stream.of(fields).anyMatch(field -> keys.containsKey(field) || flow.sets(field));
  }

  /** True when the literal, or an assignment in the same function, gives a field a value. */
  public boolean setsHere(String field) {
    Optional<Node> function = GoPackage.functionOf(node);
    return keys.containsKey(field)
        || flow.fields().stream()
            .filter(use -> use.name().equals(field))
            .anyMatch(use -> GoPackage.functionOf(use.node()).equals(function));
  }

  /** What a field is given: by the literal, else by the first assignment that shows it. */
  public Optional<Node> given(String field) {
    return Optional.ofNullable(keys.get(field)).or(() -> flow.given(field));
  }

  /** True when the last word on a field is this text. */
  public boolean gives(String field, String text) {
    return given(field).filter(value -> value.text().equals(text)).isPresent();
  }

  /** True when the literal names its fields, or has none: a field can be added to it. */
  public boolean takesKeys() {
    return node.is(Kind.COMPOSITE) && !positional;
  }

  /** The type in it, as a place: nested literals on one line stay apart. */
  public Place place() {
    return type.place();
  }
}
