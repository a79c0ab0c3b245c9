// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a text of Go source is made of: constants where the package shows them, and the expressions
 * that it does not show. A local variable is followed when the function assigns it once.
 */
public final class Words {
  /** One piece of a text. */
  public sealed interface Part {
    /** Known text. */
    record Constant(String text) implements Part {}

    /** A number in digits: it can hold no other character. */
    record Digits(Node source) implements Part {}

    /** One of several constants: the source of it is known, the choice is not. */
    record Choice(Node source) implements Part {}

    /** Passed through a function whose name says that it quotes. */
    record Quoted(Node source) implements Part {}

    /** Anything else. */
    record Value(Node source) implements Part {}
  }

  /** Chains of names longer than this are given up. */
  private static final int MAX_STEPS = 12;

  /** A name that is given more values than this is not followed. */
  private static final int MAX_VALUES = 20;

  private static final Set<String> TO_DIGITS =
      Set.of("Itoa", "FormatInt", "FormatUint", "FormatBool");

  private final GoPackage from;

  /** Reads texts of this package. */
  public Words(GoPackage from) {
    this.from = from;
  }

  /** The pieces, neighbouring constants joined. */
  public List<Part> parts(Node expression) {
    List<Part> all = new ArrayList<>();
    collect(expression, all, MAX_STEPS);
    List<Part> joined = new ArrayList<>();
    for (Part part : all) {
      if (part instanceof Part.Constant(String text)
          && !joined.isEmpty()
          && joined.getLast() instanceof Part.Constant(String before)) {
        joined.set(joined.size() - 1, new Part.Constant(before + text));
      } else {
        joined.add(part);
      }
    }
    return joined;
  }

  /** The text when all of it is known. */
  public Optional<String> constant(Node expression) {
    List<Part> parts = parts(expression);
    if (parts.isEmpty()) {
      return Optional.of("");
    }
    return parts.size() == 1 && parts.getFirst() instanceof Part.Constant(String text)
        ? Optional.of(text)
        : Optional.empty();
  }

  private void collect(Node node, List<Part> into, int steps) {
    if (steps == 0 || into.size() > 200) {
      into.add(new Part.Value(node));
      return;
    }
    switch (node.kind()) {
      case LITERAL ->
          into.add(GoText.value(node).<Part>map(Part.Constant::new).orElse(new Part.Digits(node)));
      case PAREN -> node.child(0).ifPresent(inner -> collect(inner, into, steps - 1));
      case BINARY -> sum(node, into, steps);
      case IDENT -> name(node, into, steps);
      case SELECTOR -> field(node, into, steps);
      case CALL -> call(node, into, steps);
      default -> into.add(new Part.Value(node));
    }
  }

  /** A long sum hangs to the left, so that it is taken apart in a loop. */
  private void sum(Node node, List<Part> into, int steps) {
    List<Node> terms = new ArrayList<>();
    Node at = node;
    while (at.is(Kind.BINARY) && at.operator().equals("+")) {
      terms.add(at.child(1).orElse(at));
      at = at.child(0).orElse(at);
    }
    if (at.is(Kind.BINARY)) {
      into.add(new Part.Value(node));
      return;
    }
    terms.add(at);
    for (Node term : terms.reversed()) {
      collect(term, into, steps - 1);
    }
  }

  private void name(Node node, List<Part> into, int steps) {
    Optional<Node> local = from.bindings(node).flatMap(b -> b.declaration(node));
    Optional<Node> value =
        local.isPresent() ? onlyValue(node, local.get()) : from.value(node.text());
    if (value.isPresent() && !value.get().contains(node)) {
      collect(value.get(), into, steps - 1);
    } else if (local.isPresent() && isNumber(local.get())) {
      into.add(new Part.Digits(node));
    } else if (local.isPresent() && onlyConstants(node, local.get(), steps)) {
      into.add(new Part.Choice(node));
    } else {
      into.add(new Part.Value(node));
    }
  }

  /** True for a parameter or variable that is declared with a type of numbers or truth. */
  private static boolean isNumber(Node declaration) {
    Node parent = declaration.parent().orElse(declaration);
    Optional<Node> type =
        parent.is(Kind.PARAM)
            ? parent.child(1)
            : parent.parent().filter(spec -> spec.is(Kind.VALUE_SPEC)).flatMap(s -> s.child(1));
    return type.filter(t -> t.text().matches("u?int(8|16|32|64)?|float(32|64)|bool")).isPresent();
  }

  /** The one value that a local is ever given; none for a parameter or one that changes. */
  private Optional<Node> onlyValue(Node use, Node declaration) {
    List<Node> given = given(use, declaration);
    return given.size() == 1 ? Optional.of(given.getFirst()) : Optional.empty();
  }

  private boolean onlyConstants(Node use, Node declaration, int steps) {
    List<Node> given = given(use, declaration);
    return given.size() > 1
        && given.size() <= MAX_VALUES
        && given.stream()
            .allMatch(value -> {
              List<Part> parts = new ArrayList<>();
              collect(value, parts, Math.min(steps - 1, 3));
              return parts.stream().noneMatch(part -> part instanceof Part.Value);
            });
  }

  /**
   * All values given to a local; a name given in a way that cannot be followed stands for itself.
   */
  private List<Node> given(Node use, Node declaration) {
    List<Node> all = new ArrayList<>();
    List<Node> names = from.bindings(use).map(b -> b.uses(declaration)).orElse(List.of());
    for (Node name : names) {
      Node list = name.parent().orElse(name);
      Node owner = list.parent().orElse(list);
      boolean spec = list.is(Kind.NAMES) && owner.is(Kind.VALUE_SPEC);
      boolean assigned = list.is(Kind.EXPRESSIONS) && owner.is(Kind.ASSIGN, Kind.RANGE);
      if (spec) {
        owner
            .child(Kind.EXPRESSIONS)
            .ifPresent(values -> all.add(same(list, values, name).orElse(name)));
      } else if (assigned && owner.child(0).filter(list::equals).isPresent()) {
        Optional<Node> right = owner.child(1).filter(values -> !owner.operator().equals("+="));
        all.add(right.flatMap(values -> same(list, values, name)).orElse(name));
      } else if (list.is(Kind.PARAM) && name.equals(declaration)) {
        all.add(name);
      } else if (list.is(Kind.UNARY) && list.operator().equals("&")) {
        all.add(name);
      }
    }
    return all;
  }

  private static Optional<Node> same(Node names, Node values, Node name) {
    List<Node> left = names.children();
    List<Node> right = values.children();
    return values.is(Kind.EXPRESSIONS) && left.size() == right.size()
        ? Optional.of(right.get(left.indexOf(name)))
        : Optional.empty();
  }

  /** A field is known when the whole package gives fields of that name one and the same text. */
  private void field(Node node, List<Part> into, int steps) {
    String name = node.child(1).map(Node::text).orElse("");
    List<Node> values = from.fieldValues(name).stream().limit(MAX_VALUES + 1L).toList();
    List<Part> first = new ArrayList<>();
    for (Node value : values) {
      List<Part> parts = new ArrayList<>();
      if (!value.contains(node) && !node.equals(value)) {
        collect(value, parts, Math.min(steps - 1, 3));
      }
      boolean constant = parts.size() == 1 && parts.getFirst() instanceof Part.Constant;
      if (!constant || values.size() > MAX_VALUES || (!first.isEmpty() && !first.equals(parts))) {
        first.clear();
        break;
      }
      first = parts;
    }
    into.add(first.isEmpty() ? new Part.Value(node) : first.getFirst());
  }

  private void call(Node node, List<Part> into, int steps) {
    List<Node> children = node.children();
    Node function = children.getFirst();
    List<Node> arguments = children.subList(1, children.size());
    String name = function.child(1).map(Node::text).orElse(function.text());
    if (from.isImported(function, "fmt", "Sprintf") && !arguments.isEmpty()) {
      format(node, arguments, into, steps);
    } else if (from.isImported(function, "strings", "Join") && arguments.size() == 2) {
      join(arguments, into, steps);
    } else if (from.file(node).imported("strconv").isPresent() && TO_DIGITS.contains(name)) {
      into.add(new Part.Digits(node));
    } else if (function.text().equals("string") && arguments.size() == 1) {
      collect(arguments.getFirst(), into, steps - 1);
    } else if (name.toLowerCase(java.util.Locale.ROOT).matches(".*(quote|escape).*")) {
      into.add(new Part.Quoted(node));
    } else {
      into.add(new Part.Value(node));
    }
  }

  private void join(List<Node> arguments, List<Part> into, int steps) {
    Node list = arguments.getFirst();
    if (!list.is(Kind.COMPOSITE)) {
      into.add(new Part.Value(list));
      return;
    }
    List<Node> elements = list.child(Kind.LITERAL_VALUE).map(Node::children).orElse(List.of());
    for (int i = 0; i < elements.size(); i++) {
      if (i > 0) {
        collect(arguments.get(1), into, steps - 1);
      }
      collect(elements.get(i), into, steps - 1);
    }
  }

  private void format(Node call, List<Node> arguments, List<Part> into, int steps) {
    Optional<String> format = constant(arguments.getFirst());
    if (format.isEmpty()) {
      into.add(new Part.Value(call));
      return;
    }
    int next = 1;
    String text = format.get();
    int i = 0;
    StringBuilder plain = new StringBuilder();
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c != '%' || i >= text.length()) {
        plain.append(c);
        continue;
      }
      while (i < text.length() - 1 && "+-# 0123456789.*[]".indexOf(text.charAt(i)) >= 0) {
        i++;
      }
      char verb = text.charAt(i++);
      if (verb == '%') {
        plain.append('%');
        continue;
      }
      into.add(new Part.Constant(plain.toString()));
      plain.setLength(0);
      if (next < arguments.size()) {
        verb(verb, arguments.get(next++), into, steps);
      }
    }
    into.add(new Part.Constant(plain.toString()));
  }

  private void verb(char verb, Node argument, List<Part> into, int steps) {
    if ("dbocxXeEfgGtpTU".indexOf(verb) >= 0) {
      into.add(new Part.Digits(argument));
    } else {
      collect(argument, into, steps - 1);
    }
  }
}
