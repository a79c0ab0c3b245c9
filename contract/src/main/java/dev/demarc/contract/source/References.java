// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Follows {@code $ref} from the schemas of one contract into files beside it, and writes what they
 * name into the schema. Nothing is fetched; nothing outside the contract's folder is read.
 */
final class References {
  private static final int MOST_FILES = 64;
  private static final int MOST_PARTS = 1_000;

  private record Part(String file, String pointer) {}

  private record Waiting(String at, Document document, String file, JsonNode schema) {}

  private final Document contract;
  private final List<Problem> problems;
  private final Map<String, Document> files = new TreeMap<>();

  References(Document contract, List<Problem> problems) {
    this.contract = contract;
    this.problems = problems;
  }

  /** The files that were read, by their path from the contract's folder with {@code /}. */
  Map<String, Document> files() {
    return files;
  }

  /** The schema at a pointer of the contract, bundled; empty when there is none. */
  Optional<BundledSchema> bundle(String pointer) {
    Optional<JsonNode> found = Pointers.find(contract.json(), pointer);
    if (found.isEmpty() || !found.get().isObject()) {
      return found.map(
          bare -> new BundledSchema(bare, Map.of("", new BundledSchema.Origin(contract, pointer))));
    }
    ObjectNode root = (ObjectNode) found.get().deepCopy();
    Map<String, BundledSchema.Origin> origins = new HashMap<>();
    origins.put("", new BundledSchema.Origin(contract, pointer));
    Map<Part, String> names = new LinkedHashMap<>();
    ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    ObjectNode defs = root.objectNode();
    waiting.add(new Waiting("", contract, "", root));
    while (!waiting.isEmpty()) {
      Waiting next = waiting.remove();
      Subschemas.walk(
          "",
          next.schema(),
          (inner, schema) -> {
            JsonNode ref = schema.get("$ref");
            if (ref == null || !ref.isString()) {
              return;
            }
            BundledSchema.Origin base =
                next.at().isEmpty()
                    ? new BundledSchema.Origin(contract, pointer)
                    : java.util.Objects.requireNonNull(origins.get(next.at()));
            String where = base.pointer() + inner + "/$ref";
            follow(next, ref.stringValue(), where, root)
                .ifPresent(target -> {
                  String name = names.get(target);
                  if (name == null) {
                    name = "demarc-" + (names.size() + 1);
                    names.put(target, name);
                    add(target, name, defs, origins, waiting, next.document(), where);
                  }
                  ((ObjectNode) schema).put("$ref", "#/$defs/" + name);
                });
          });
    }
    if (!defs.isEmpty()) {
      ObjectNode all = root.withObjectProperty("$defs");
      defs.properties().forEach(def -> all.set(def.getKey(), def.getValue()));
    }
    return Optional.of(new BundledSchema(root, origins));
  }

  /** The part of a file that a reference names; empty for one that stays as it is, or is wrong. */
  private Optional<Part> follow(Waiting from, String ref, String where, JsonNode root) {
    int hash = ref.indexOf('#');
    String path = hash < 0 ? ref : ref.substring(0, hash);
    String fragment = hash < 0 ? "" : ref.substring(hash + 1);
    if (path.matches("[A-Za-z][A-Za-z0-9+.-]*:.*") || path.startsWith("//")) {
      problem(
          from.document(),
          "SCH-REMOTE",
          where,
          "$ref goes to another place: '" + ref + "'. Nothing is fetched.",
          "copy the schema to a file beside the contract and refer to it: ./file.json#/pointer");
      return Optional.empty();
    }
    Optional<String> pointer = Pointers.ofFragment(fragment);
    if (path.isEmpty() && from.file().isEmpty()) {
      boolean there =
          pointer.isPresent()
              ? Pointers.find(root, pointer.get()).isPresent()
              : hasAnchor(root, fragment);
      if (!there) {
        unknown(from.document(), where, ref, "The schema has nothing at '#" + fragment + "'.");
      }
      return Optional.empty();
    }
    if (pointer.isEmpty()) {
      unknown(from.document(), where, ref, "'#" + fragment + "' is no JSON pointer.");
      return Optional.empty();
    }
    Optional<String> file =
        path.isEmpty() ? Optional.of(from.file()) : resolve(from, path, where, ref);
    return file.map(name -> new Part(name, pointer.get()));
  }

  static boolean hasAnchor(JsonNode root, String name) {
    boolean[] found = {false};
    Subschemas.walk(
        "",
        root,
        (pointer, schema) ->
            found[0] |=
                schema.path("$anchor").asString("").equals(name)
                    || schema.path("$dynamicAnchor").asString("").equals(name));
    return found[0];
  }

  private Optional<String> resolve(Waiting from, String path, String where, String ref) {
    try {
      Path base = Path.of(from.file()).getParent();
      Path relative = (base == null ? Path.of(path) : base.resolve(path)).normalize();
      if (relative.isAbsolute() || relative.startsWith("..")) {
        unknown(from.document(), where, ref, "It leaves the folder of the contract.");
        return Optional.empty();
      }
      return Optional.of(relative.toString().replace('\\', '/'));
    } catch (InvalidPathException e) {
      unknown(from.document(), where, ref, "That is no path.");
      return Optional.empty();
    }
  }

  private void add(
      Part part,
      String name,
      ObjectNode defs,
      Map<String, BundledSchema.Origin> origins,
      ArrayDeque<Waiting> waiting,
      Document from,
      String where) {
    defs.putObject(name);
    if (defs.size() > MOST_PARTS) {
      unknown(from, where, part.file(), "The schemas refer to more than " + MOST_PARTS + " parts.");
      return;
    }
    Optional<Document> document = open(part.file(), from, where);
    if (document.isEmpty()) {
      return;
    }
    Optional<JsonNode> target = Pointers.find(document.get().json(), part.pointer());
    if (target.isEmpty()) {
      unknown(
          from,
          where,
          part.file() + "#" + part.pointer(),
          part.file() + " has nothing at '" + part.pointer() + "'.");
      return;
    }
    if (!target.get().isObject() && !target.get().isBoolean()) {
      unknown(from, where, part.file() + "#" + part.pointer(), "What stands there is no schema.");
      return;
    }
    JsonNode copy = target.get().deepCopy();
    if (copy instanceof ObjectNode object) {
      object.remove(List.of("$id", "$schema"));
    }
    defs.set(name, copy);
    String at = "/$defs/" + name;
    origins.put(at, new BundledSchema.Origin(document.get(), part.pointer()));
    waiting.add(new Waiting(at, document.get(), part.file(), copy));
  }

  private Optional<Document> open(String file, Document from, String where) {
    Document known = files.get(file);
    if (known != null) {
      return Optional.of(known);
    }
    if (files.size() >= MOST_FILES) {
      unknown(from, where, file, "The schemas refer to more than " + MOST_FILES + " files.");
      return Optional.empty();
    }
    Path parent = contract.file().getParent();
    Path path = parent == null ? Path.of(file) : parent.resolve(file);
    if (leavesByLink(path)) {
      unknown(from, where, file, "It leaves the folder of the contract by a link.");
      return Optional.empty();
    }
    Document document = Document.read(path);
    files.put(file, document);
    if (document.root().isEmpty() || !document.problems().isEmpty()) {
      document.problems().stream()
          .filter(problem -> !problem.rule().equals("DOC-FILE"))
          .forEach(problems::add);
      String why =
          document.problems().isEmpty() ? "" : " " + document.problems().getFirst().message();
      unknown(from, where, file, file + " cannot be read." + why);
      return Optional.empty();
    }
    return Optional.of(document);
  }

  private boolean leavesByLink(Path path) {
    try {
      Path folder = contract.file().toAbsolutePath().getParent();
      return folder != null && !path.toRealPath().startsWith(folder.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  private void unknown(Document from, String where, String ref, String why) {
    problem(
        from,
        "DOC-UNKNOWNREF",
        where,
        "$ref '" + ref + "' leads nowhere. " + why,
        "refer to a file beside the contract by a JSON pointer: ./file.json#/pointer");
  }

  private void problem(Document from, String rule, String where, String message, String fix) {
    problems.add(from.problem(rule, Severity.HIGH, where, message, fix));
  }
}
