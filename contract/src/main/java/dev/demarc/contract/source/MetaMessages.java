// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import dev.demarc.contract.schema.SchemaProblem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Turns what a validator says into one sentence for each mistake. The order matters: a misspelt key
 * explains the missing one, a wrong kind explains everything that hangs on the kind.
 */
final class MetaMessages {
  private static final String KIND = "/spec/component/kind";

  private final Document document;
  private final ValueMessages values;

  /** By the pointer of the member that a problem is about: the first one stays. */
  private final Map<String, Problem> said = new LinkedHashMap<>();

  /** Members that are missing only because their key is misspelt. */
  private final Set<String> misspelt = new HashSet<>();

  MetaMessages(Document document) {
    this.document = document;
    this.values = new ValueMessages(document);
  }

  List<Problem> of(List<SchemaProblem> found) {
    List<SchemaProblem> rest = new ArrayList<>();
    Map<String, SchemaProblem> choices = new TreeMap<>();
    Map<String, Set<String>> byMediaType = new TreeMap<>();
    for (SchemaProblem problem : found) {
      String at = problem.schemaPointer();
      if (SchemaMessages.isWithinSchema(problem)) {
        rest.add(problem);
      } else if (problem.keyword().equals("unevaluatedProperties")) {
        unknownKeys(problem);
      } else if (Choice.isPartOf(at)) {
        choices.putIfAbsent(Choice.instance(problem) + " " + Choice.schema(at), problem);
      } else if (isForbidden(problem)
          && Condition.of(at).filter(Condition::byMediaType).isPresent()) {
        byMediaType.computeIfAbsent(
            Pointers.parent(problem.pointer()) + " " + at, key -> new TreeSet<>());
        byMediaType
            .computeIfAbsent(Pointers.parent(problem.pointer()), key -> new TreeSet<>())
            .add(Pointers.last(problem.pointer()));
        rest.add(problem);
      } else {
        rest.add(problem);
      }
    }
    rest.stream()
        .filter(this::isForbidden)
        .forEach(problem -> wrongMediaType(problem, byMediaType));
    choices.values().forEach(this::choice);
    rest.forEach(this::plain);
    return List.copyOf(said.values());
  }

  private boolean isForbidden(SchemaProblem problem) {
    return problem.schemaPointer().endsWith("/false");
  }

  private void say(String subject, Problem problem) {
    said.putIfAbsent(subject, problem);
  }

  private void unknownKeys(SchemaProblem problem) {
    String schema = Pointers.parent(problem.schemaPointer());
    List<String> known = MetaSchema.keys(schema);
    JsonNode object = Pointers.find(document.json(), problem.pointer()).orElseThrow();
    for (String key : object.propertyNames()) {
      if (!known.contains(key)) {
        String subject = Pointers.child(problem.pointer(), key);
        say(subject, unknownKey(subject, key, problem.pointer(), known));
      }
    }
  }

  private Problem unknownKey(String subject, String key, String parent, List<String> known) {
    String where = Pointers.words(parent);
    var renamed = OldWords.key(key);
    var near = NearMiss.of(key, known);
    if (near.isPresent()) {
      misspelt.add(Pointers.child(parent, near.get()));
    }
    String fix;
    if (near.isPresent() && (renamed.isEmpty() || NearMiss.distance(key, near.get()) <= 1)) {
      fix = "write " + near.get();
    } else if (renamed.isPresent()) {
      String now = renamed.get();
      return document.keyProblem(
          "DOC-SCHEMA",
          Severity.HIGH,
          subject,
          "'" + key + "' is an old word: it is now " + now + ".",
          now.startsWith("nothing") ? "remove it" : "write " + now);
    } else {
      fix =
          MetaSchema.home(key)
              .map(home -> "move it to " + home + ", where it belongs")
              .orElse("known here: " + String.join(", ", known));
    }
    return document.keyProblem(
        "DOC-SCHEMA", Severity.HIGH, subject, "'" + key + "' is no key of " + where + ".", fix);
  }

  /** Says once, at the media type, that it does not go with what is given. */
  private void wrongMediaType(SchemaProblem problem, Map<String, Set<String>> byMediaType) {
    String section = Pointers.parent(problem.pointer());
    Set<String> members = byMediaType.get(section);
    if (members == null) {
      return;
    }
    var condition = Condition.of(problem.schemaPointer());
    String subject = section + "/mediaType";
    String type =
        Pointers.find(document.json(), subject).map(value -> value.asString("")).orElse("");
    say(
        subject,
        document.problem(
            condition.map(Condition::rule).orElse("DOC-SCHEMA"),
            Severity.HIGH,
            subject,
            "mediaType " + type + " does not go with " + String.join(" and ", members) + ".",
            mediaTypeFix(members)));
    members.forEach(member -> said.putIfAbsent(section + "/" + member, said.get(subject)));
  }

  private static String mediaTypeFix(Set<String> members) {
    if (members.contains("csv")) {
      return "write mediaType: text/csv, or remove them";
    }
    if (members.contains("itemSchema")) {
      return "write the type of the items: text/csv or application/x-ndjson; one JSON body has"
          + " schema";
    }
    return "write what the bytes are: application/json goes with schema, text/csv and"
        + " application/x-ndjson with itemSchema";
  }

  private void choice(SchemaProblem problem) {
    new Choice(document, values).explain(problem).forEach(this::say);
  }

  private void plain(SchemaProblem problem) {
    String pointer = problem.pointer();
    var condition = Condition.of(problem.schemaPointer());
    if (SchemaMessages.isWithinSchema(problem)) {
      say(pointer, SchemaMessages.problem(document, pointer, problem));
    } else if (condition.filter(Condition::byKind).isPresent() && said.containsKey(KIND)) {
      return;
    } else if (problem.keyword().equals("required")) {
      missing(problem);
    } else if (isForbidden(problem)) {
      say(pointer, forbidden(problem));
    } else {
      say(pointer, values.problem(problem));
    }
  }

  private void missing(SchemaProblem problem) {
    String parent = problem.pointer();
    JsonNode object = Pointers.find(document.json(), parent).orElseThrow();
    MetaSchema.part(problem.schemaPointer())
        .forEach(name -> {
          String subject = Pointers.child(parent, name.asString());
          if (!object.has(name.asString()) && !misspelt.contains(subject)) {
            say(subject, values.missing(parent, name.asString(), problem.schemaPointer()));
          }
        });
  }

  private Problem forbidden(SchemaProblem problem) {
    String pointer = problem.pointer();
    if (problem.schemaPointer().equals("/$defs/csv/allOf/0/then/false")) {
      return document.keyProblem(
          "IN-CSV-DIALECT",
          Severity.HIGH,
          pointer + "/escapeChar",
          "csv has both escapeChar and doubleQuote: true: a quote can be escaped in one way only.",
          "write doubleQuote: false, or remove escapeChar");
    }
    String when =
        Condition.of(problem.schemaPointer()).map(found -> " when " + found.when()).orElse("");
    return document.keyProblem(
        Condition.of(problem.schemaPointer()).map(Condition::rule).orElse("DOC-SCHEMA"),
        Severity.HIGH,
        pointer,
        Pointers.words(pointer) + " has no meaning" + when + ".",
        "remove it");
  }
}
