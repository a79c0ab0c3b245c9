// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import dev.demarc.contract.schema.SchemaProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Explains a failed {@code oneOf} or {@code anyOf} of the meta-schema as the one mistake it is. */
final class Choice {
  private static final Pattern WITHIN = Pattern.compile("(.*?/(?:oneOf|anyOf))(?:/[0-9]+(/.*)?)?");

  private final Document document;
  private final ValueMessages values;

  Choice(Document document, ValueMessages values) {
    this.document = document;
    this.values = values;
  }

  static boolean isPartOf(String schemaPointer) {
    return WITHIN.matcher(schemaPointer).matches();
  }

  /** Where the choice stands in the meta-schema. */
  static String schema(String schemaPointer) {
    Matcher within = WITHIN.matcher(schemaPointer);
    return within.matches() ? within.group(1) : schemaPointer;
  }

  /** The value that the choice is about: problems of a branch may be about its members. */
  static String instance(SchemaProblem problem) {
    Matcher within = WITHIN.matcher(problem.schemaPointer());
    String pointer = problem.pointer();
    if (within.matches() && within.group(2) != null) {
      List<String> tokens = Pointers.tokens(within.group(2));
      for (int i = 0; i + 1 < tokens.size(); i++) {
        if (tokens.get(i).equals("properties")) {
          pointer = Pointers.parent(pointer);
          i++;
        }
      }
    }
    return pointer;
  }

  /** One problem for each member that is missing or too much, by the pointer of the member. */
  Map<String, Problem> explain(SchemaProblem problem) {
    String at = instance(problem);
    String schema = schema(problem.schemaPointer());
    JsonNode branches = MetaSchema.part(schema);
    JsonNode value = Pointers.find(document.json(), at).orElseThrow();
    Map<String, Problem> problems = new LinkedHashMap<>();
    List<String> alternatives = alternatives(branches);
    if (!alternatives.isEmpty()) {
      problems.put(at, oneOfThese(at, value, alternatives, schema.endsWith("/oneOf")));
    } else if (branches.get(0).path("properties").path("rule").has("const")) {
      branch(at, value, branches, problems);
    } else {
      problems.put(at, values.wrong(at, value, Pointers.parent(schema)));
    }
    return problems;
  }

  private static List<String> alternatives(JsonNode branches) {
    List<String> names = new ArrayList<>();
    for (JsonNode branch : branches) {
      if (branch.size() != 1 || branch.path("required").size() != 1) {
        return List.of();
      }
      names.add(branch.path("required").get(0).asString());
    }
    return names;
  }

  private Problem oneOfThese(String at, JsonNode value, List<String> names, boolean exactly) {
    List<String> given = names.stream().filter(value::has).toList();
    String wanted = (exactly ? "exactly one of " : "one of ") + String.join(", ", names);
    String place = given.size() > 1 ? Pointers.child(at, given.get(1)) : at;
    return document.keyProblem(
        "DOC-SCHEMA",
        Severity.HIGH,
        place,
        given.isEmpty()
            ? Pointers.words(at) + " needs " + wanted + "."
            : Pointers.words(at)
                + " needs "
                + wanted
                + ", but has "
                + String.join(" and ", given)
                + ".",
        given.isEmpty() ? "add " + names.getFirst() : "keep one of them");
  }

  /** A relation: the branch is the one of its rule. A missing or unknown rule is said elsewhere. */
  private void branch(String at, JsonNode value, JsonNode branches, Map<String, Problem> problems) {
    String rule = value.path("rule").asString("");
    for (JsonNode branch : branches) {
      if (!branch.path("properties").path("rule").path("const").asString("").equals(rule)) {
        continue;
      }
      branch
          .path("required")
          .forEach(name -> {
            if (!value.has(name.asString())) {
              problems.put(
                  Pointers.child(at, name.asString()),
                  document.problem(
                      "DOC-SCHEMA",
                      Severity.HIGH,
                      at,
                      "A relation with rule " + rule + " needs " + name.asString() + ".",
                      "add " + name.asString()));
            }
          });
      branch
          .path("properties")
          .properties()
          .forEach(member -> {
            if (member.getValue().isBoolean() && value.has(member.getKey())) {
              String pointer = Pointers.child(at, member.getKey());
              problems.put(
                  pointer,
                  document.keyProblem(
                      "DOC-SCHEMA",
                      Severity.HIGH,
                      pointer,
                      member.getKey() + " has no meaning in a relation with rule " + rule + ".",
                      "remove it"));
            }
          });
    }
  }
}
