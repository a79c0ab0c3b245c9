// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The files of one folder that belong to one Go package, with what its files say together: values
 * of the package, functions by name, values that fields are given. Test files are in it only when
 * asked for.
 */
public final class GoPackage {
  private static final Set<String> SERVES =
      Set.of("ListenAndServe", "ListenAndServeTLS", "Serve", "ServeTLS", "Listen", "NewServer");

  private final String folder;
  private final List<GoFile> files;
  private final Map<String, Node> values = new HashMap<>();
  private final Map<String, List<Node>> assigned = new HashMap<>();
  private final Map<String, List<Node>> fieldValues = new HashMap<>();
  private final Map<String, List<Node>> functions = new HashMap<>();
  private final Map<String, String> fieldTypes = new HashMap<>();
  private final Map<Node, GoFile> fileOf = new HashMap<>();
  private final Map<Node, Bindings> bindings = new HashMap<>();
  private boolean serves;
  private @Nullable Occurrences occurrences;

  private GoPackage(String folder, List<GoFile> files) {
    this.folder = folder;
    this.files = List.copyOf(files);
    this.files.forEach(this::read);
  }

  /** Joins the files of a folder that have the same package clause. */
  public static List<GoPackage> of(String folder, List<GoFile> files) {
    Map<String, List<GoFile>> byName = new TreeMap<>();
    for (GoFile file : files) {
      byName.computeIfAbsent(file.packageName(), key -> new ArrayList<>()).add(file);
    }
    return byName.values().stream().map(group -> new GoPackage(folder, group)).toList();
  }

  private void read(GoFile file) {
    fileOf.put(file.root(), file);
    for (Node top : file.root().children()) {
      switch (top.kind()) {
        case CONST_DECL, VAR_DECL -> top.children().forEach(this::readValues);
        case FUNC ->
            top.child(Kind.IDENT)
                .ifPresent(name ->
                    functions.computeIfAbsent(name.text(), key -> new ArrayList<>()).add(top));
        default -> {}
      }
    }
    for (Node node : file.root().walk()) {
      switch (node.kind()) {
        case KEY_VALUE -> readField(node);
        case ASSIGN -> readAssignment(node);
        case TYPE_SPEC -> readStruct(node);
        case SELECTOR -> serves |= isServing(file, node);
        default -> {}
      }
    }
  }

  private void readValues(Node spec) {
    List<Node> names = spec.child(Kind.NAMES).map(Node::children).orElse(List.of());
    List<Node> given = spec.child(Kind.EXPRESSIONS).map(Node::children).orElse(List.of());
    for (int i = 0; i < names.size() && names.size() == given.size(); i++) {
      values.put(names.get(i).text(), given.get(i));
    }
  }

  private void readField(Node keyValue) {
    Node key = keyValue.child(0).orElse(keyValue);
    if (key.is(Kind.IDENT)) {
      keyValue.child(1).ifPresent(value -> addField(key.text(), value));
    }
  }

  private void addField(String field, Node value) {
    fieldValues.computeIfAbsent(field, key -> new ArrayList<>()).add(value);
  }

  private void readAssignment(Node node) {
    List<Node> left = node.child(0).map(Node::children).orElse(List.of());
    List<Node> right = node.child(1).map(Node::children).orElse(List.of());
    for (int i = 0; i < left.size(); i++) {
      Node value = left.size() == right.size() ? right.get(i) : node;
      Node target = left.get(i);
      if (target.is(Kind.SELECTOR)) {
        target.child(1).ifPresent(field -> addField(field.text(), value));
      } else if (target.is(Kind.IDENT) && !node.operator().equals(":=")) {
        assigned.computeIfAbsent(target.text(), key -> new ArrayList<>()).add(target);
      }
    }
  }

  private static boolean isServing(GoFile file, Node selector) {
    Optional<Node> name = selector.child(1);
    if (name.isEmpty() || !SERVES.contains(name.get().text())) {
      return selector.dotted().equals("http.Server") && file.imported("net/http").isPresent();
    }
    return file.imported("net/http").isPresent()
        || file.imported("net").isPresent()
        || file.imported("google.golang.org/grpc").isPresent();
  }

  /** The folder, relative to the root of the input; empty for the root itself. */
  public String folder() {
    return folder;
  }

  /** The name in the package clause. */
  public String name() {
    return files.getFirst().packageName();
  }

  /** Its files, in the order in which they were given. */
  public List<GoFile> files() {
    return files;
  }

  /** True for a program that listens for nobody: a tool, whose children end with it. */
  public boolean isTool() {
    return name().equals("main") && !serves;
  }

  /** The functions and methods of this name. */
  public List<Node> functions(String name) {
    return functions.getOrDefault(name, List.of());
  }

  /** Every value that this package gives a field of this name, of whatever type. */
  public List<Node> fieldValues(String field) {
    return fieldValues.getOrDefault(field, List.of());
  }

  /** The one value of a constant or variable of the package that nothing else is assigned to. */
  public Optional<Node> value(String name) {
    boolean changed =
        assigned.getOrDefault(name, List.of()).stream()
            .anyMatch(target -> bindings(target).flatMap(b -> b.declaration(target)).isEmpty());
    return changed ? Optional.empty() : Optional.ofNullable(values.get(name));
  }

  /** The file of a node of this package. */
  public GoFile file(Node node) {
    GoFile file = fileOf.get(node.root());
    if (file == null) {
      throw new IllegalStateException("node of another package: " + node);
    }
    return file;
  }

  /** The bindings of the outermost function around a node; none outside of functions. */
  public Optional<Bindings> bindings(Node node) {
    return functionOf(node)
        .or(() -> node.ancestors().filter(above -> above.is(Kind.FUNC_LIT)).reduce((a, b) -> b))
        .map(function -> bindings.computeIfAbsent(function, Bindings::of));
  }

  /** The function declaration around a node. */
  public static Optional<Node> functionOf(Node node) {
    return node.is(Kind.FUNC) ? Optional.of(node) : node.ancestor(Kind.FUNC);
  }

  /** The innermost function around a node: a literal or a declaration. */
  public static Optional<Node> bodyOf(Node node) {
    return node.ancestor(Kind.FUNC, Kind.FUNC_LIT);
  }

  /** How people call the function around a node: {@code name}, {@code Type.name}, or {@code -}. */
  public static String functionName(Node node) {
    Optional<Node> function = functionOf(node);
    if (function.isEmpty()) {
      return "-";
    }
    String name = function.get().child(Kind.IDENT).map(Node::text).orElse("-");
    return receiverType(function.get()).map(type -> type + "." + name).orElse(name);
  }

  /** The name of the type of a field of a struct of this package, without its stars. */
  public Optional<String> fieldType(String struct, String field) {
    return Optional.ofNullable(fieldTypes.get(struct + "." + field));
  }

  /** The names of the structs of this package that have a field of this name. */
  public Set<String> structsWith(String field) {
    String end = "." + field;
    return fieldTypes.keySet().stream()
        .filter(key -> key.endsWith(end))
        .map(key -> key.substring(0, key.length() - end.length()))
        .collect(Collectors.toSet());
  }

  /** Where its files write what, by kind and by name; made when it is first asked for. */
  public Occurrences occurrences() {
    Occurrences made = occurrences;
    if (made == null) {
      made = new Occurrences(this);
      occurrences = made;
    }
    return made;
  }

  private void readStruct(Node spec) {
    String name = spec.child(0).map(Node::text).orElse("");
    List<Node> fields = spec.child(Kind.STRUCT).map(Node::children).orElse(List.of());
    for (Node field : fields) {
      for (Node one : field.child(Kind.NAMES).map(Node::children).orElse(List.of())) {
        field.child(1).ifPresent(type -> fieldTypes.put(name + "." + one.text(), typeName(type)));
      }
    }
  }

  /** The name of the type that a method belongs to. */
  public static Optional<String> receiverType(Node function) {
    return function
        .child(Kind.RECEIVER)
        .flatMap(Node::lastChild)
        .flatMap(Node::lastChild)
        .map(GoPackage::typeName);
  }

  private static String typeName(Node type) {
    Node at = type;
    while (at.is(Kind.STAR, Kind.PAREN, Kind.INDEX)) {
      Optional<Node> inner = at.child(0);
      if (inner.isEmpty()) {
        break;
      }
      at = inner.get();
    }
    return at.text();
  }

  /**
   * True when a node is {@code name.member} and the name means the import of {@code path}, or the
   * member alone after a dot import, and no local of the same name hides it.
   */
  public boolean isImported(Node node, String path, String member) {
    if (!names(node, member) || !GoImport.spells(file(node).imports(), node, path, member)) {
      return false;
    }
    Node name = node.is(Kind.IDENT) ? node : node.child(0).orElse(node);
    return bindings(name).flatMap(b -> b.declaration(name)).isEmpty();
  }

  /** The cheap question first: most nodes are no name of this word. */
  private static boolean names(Node node, String member) {
    return node.is(Kind.IDENT)
        ? node.reads(member)
        : node.is(Kind.SELECTOR) && node.child(1).filter(name -> name.reads(member)).isPresent();
  }

  /** True when a node is a call of {@code path.member}. */
  public boolean isCall(Node node, String path, String member) {
    return node.is(Kind.CALL)
        && node.child(0).filter(function -> isImported(function, path, member)).isPresent();
  }
}
