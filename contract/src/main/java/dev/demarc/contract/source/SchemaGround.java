// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import dev.demarc.contract.schema.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What a schema must not do before any engine may compile it: name another dialect (engines fetch
 * those), or refer in a circle without going deeper into the value (engines never come back).
 */
final class SchemaGround {
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  /** Longest chain of schemas for one value: above any use, below any stack. */
  private static final int LONGEST_CHAIN = 100;

  private final BundledSchema schema;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, List<String>> next = new TreeMap<>();

  private SchemaGround(BundledSchema schema) {
    this.schema = schema;
  }

  static List<Problem> problems(BundledSchema schema) {
    SchemaGround ground = new SchemaGround(schema);
    Subschemas.walk("", schema.json(), ground::look);
    ground.circles();
    return ground.problems;
  }

  /** The last test, for a schema in which nothing else is wrong: an engine takes it. */
  static List<Problem> compile(BundledSchema schema) {
    SchemaGround ground = new SchemaGround(schema);
    ground.compile();
    return ground.problems;
  }

  private void look(String pointer, JsonNode part) {
    String dialect = part.path("$schema").asString(DIALECT);
    if (!dialect.replaceFirst("#$", "").equals(DIALECT)) {
      report(
          "SCH-DIALECT",
          pointer + "/$schema",
          "The schema is of dialect '" + dialect + "'; contracts speak 2020-12.",
          "write it in JSON Schema 2020-12 and remove $schema");
    }
    String dynamic = part.path("$dynamicRef").asString("#");
    if (dynamic.length() > 1 && !References.hasAnchor(schema.json(), dynamic.substring(1))) {
      report(
          "DOC-UNKNOWNREF",
          pointer + "/$dynamicRef",
          "$dynamicRef leads to nothing within the schema: '" + dynamic + "'.",
          "use $ref into a file beside the contract");
    }
    List<String> same = next.computeIfAbsent(pointer, key -> new ArrayList<>());
    JsonNode ref = part.get("$ref");
    if (ref != null && ref.asString("").startsWith("#")) {
      Pointers.ofFragment(ref.asString("").substring(1)).ifPresent(same::add);
    }
    for (String one : List.of("not", "if", "then", "else")) {
      if (part.path(one).isObject()) {
        same.add(Pointers.child(pointer, one));
      }
    }
    for (String many : List.of("allOf", "anyOf", "oneOf")) {
      for (int i = 0; i < part.path(many).size(); i++) {
        same.add(Pointers.child(Pointers.child(pointer, many), i));
      }
    }
    part.path("dependentSchemas")
        .propertyNames()
        .forEach(name -> same.add(Pointers.child(pointer + "/dependentSchemas", name)));
  }

  /** Takes away schemas that lead nowhere, again and again: what stays leads into a circle. */
  private void circles() {
    Map<String, List<String>> from = new HashMap<>();
    Map<String, Integer> open = new TreeMap<>();
    Map<String, Integer> depth = new HashMap<>();
    ArrayDeque<String> done = new ArrayDeque<>();
    next.forEach((at, targets) -> {
      List<String> known = targets.stream().filter(next::containsKey).toList();
      known.forEach(target -> from.computeIfAbsent(target, key -> new ArrayList<>()).add(at));
      open.put(at, known.size());
      if (known.isEmpty()) {
        done.add(at);
      }
    });
    String longest = "";
    while (!done.isEmpty()) {
      String at = done.remove();
      open.remove(at);
      if (depth.getOrDefault(at, 0) > depth.getOrDefault(longest, 0)) {
        longest = at;
      }
      for (String before : from.getOrDefault(at, List.of())) {
        depth.merge(before, depth.getOrDefault(at, 0) + 1, Math::max);
        if (open.merge(before, -1, Integer::sum) == 0) {
          done.add(before);
        }
      }
    }
    if (!open.isEmpty()) {
      report(
          "SCH-RECURSION",
          open.keySet().iterator().next(),
          "The schema leads back to itself for the same value: no value can be judged by it.",
          "let $ref stand below properties or items, or remove it");
    } else if (depth.getOrDefault(longest, 0) > LONGEST_CHAIN) {
      report(
          "SCH-RECURSION",
          longest,
          "More than " + LONGEST_CHAIN + " schemas are chained for one value.",
          "write the schema flatter");
    }
  }

  private void compile() {
    try {
      Schema.compile(schema.json());
    } catch (IllegalArgumentException e) {
      report("DOC-SCHEMA", "", "The schema cannot be compiled: " + e.getMessage() + ".", "");
    }
  }

  private void report(String rule, String pointer, String message, String fix) {
    BundledSchema.Origin origin = schema.origin(pointer);
    problems.add(origin.document().problem(rule, Severity.HIGH, origin.pointer(), message, fix));
  }
}
