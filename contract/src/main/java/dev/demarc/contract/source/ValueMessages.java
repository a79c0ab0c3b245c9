// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import dev.demarc.contract.schema.SchemaProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Sentences about single values that do not fit the meta-schema. */
final class ValueMessages {
  private static final int LONGEST_SHOWN = 40;
  private static final Pattern DECIMAL_SIZE =
      Pattern.compile("([0-9]+) ?([kKmMgGtT])(?:[bB]|iB|IB)?");
  private static final Pattern DEFINED = Pattern.compile("(/\\$defs/[^/]+)(?:/.*)?");

  private final Document document;

  ValueMessages(Document document) {
    this.document = document;
  }

  /** A value that breaks one keyword. */
  Problem problem(SchemaProblem problem) {
    String pointer = problem.pointer();
    String at = problem.schemaPointer();
    JsonNode value = Pointers.find(document.json(), pointer).orElse(document.json());
    if (at.endsWith("/enum") || at.endsWith("/const")) {
      return word(pointer, value, at);
    }
    if (at.equals("/$defs/regex/format")) {
      return SchemaMessages.pattern(document, pointer, value);
    }
    var condition = Condition.of(at);
    if (condition.isPresent()) {
      return document.problem(
          condition.get().rule(),
          Severity.HIGH,
          pointer,
          "%s is %s, which does not go with the rest: %s."
              .formatted(Pointers.words(pointer), shown(value), condition.get().when()),
          "change one of the two");
    }
    if (at.contains("/not")) {
      return not(pointer, value, at);
    }
    if (at.contains("/propertyNames")) {
      return document.keyProblem(
          "DOC-SCHEMA",
          Severity.HIGH,
          pointer,
          "A key of " + Pointers.words(pointer) + " has characters that are not allowed.",
          "");
    }
    return wrong(pointer, value, Pointers.parent(at));
  }

  /** A value that is not of the form that the schema at {@code schema} describes. */
  Problem wrong(String pointer, JsonNode value, String schema) {
    Matcher defined = DEFINED.matcher(schema);
    String definition = defined.matches() ? defined.group(1) : schema;
    JsonNode part = MetaSchema.part(schema);
    String rule =
        switch (definition) {
          case "/$defs/size" -> "RES-UNIT";
          case "/$defs/version" ->
              pointer.equals("/metadata/version") ? "DOC-VERSION" : "DOC-SCHEMA";
          case "/$defs/csv" ->
              schema.endsWith("Char") || schema.endsWith("delimiter")
                  ? "IN-CSV-DIALECT"
                  : "DOC-SCHEMA";
          default -> schema.endsWith("/cpu.max") ? "RES-CPUMAX" : "DOC-SCHEMA";
        };
    String wanted =
        MetaSchema.describe(part)
            .or(() -> MetaSchema.describe(MetaSchema.part(definition)))
            .map(text -> " " + text)
            .orElse("");
    return document.problem(
        rule,
        Severity.HIGH,
        pointer,
        "%s is %s, which does not fit.%s".formatted(Pointers.words(pointer), shown(value), wanted),
        form(definition, value)
            .or(() -> typed(part))
            .or(() -> MetaSchema.example(part).map(example -> "for example " + example))
            .orElse(""));
  }

  private static Optional<String> form(String definition, JsonNode value) {
    String text = value.isValueNode() ? value.asString() : "";
    return switch (definition) {
      case "/$defs/duration" ->
          Optional.of(
              text.matches("[0-9]+(\\.[0-9]+)?")
                  ? "write the unit: " + text + "s or " + text + "ms"
                  : "write a number and us, ms, s, m, h or d, for example 1m30s");
      case "/$defs/size" -> Optional.of(size(text));
      case "/$defs/cpu" -> Optional.of("write 500m or 0.5 for half a core");
      case "/$defs/ratio" -> Optional.of("write a number from 0 to 1: 0.95 is 95 %");
      default -> Optional.empty();
    };
  }

  private static String size(String text) {
    Matcher decimal = DECIMAL_SIZE.matcher(text);
    if (decimal.matches()) {
      String unit = decimal.group(2).equalsIgnoreCase("k") ? "Ki" : "";
      if (unit.isEmpty()) {
        unit = decimal.group(2).toUpperCase(java.util.Locale.ROOT) + "i";
      }
      return "write " + decimal.group(1) + unit + " (powers of 1024)";
    }
    return text.matches("[0-9]+")
        ? "write the unit: " + text + "B is bytes, " + text + "Mi is mebibytes"
        : "write a whole number and B, Ki, Mi, Gi or Ti, for example 128Mi";
  }

  private static Optional<String> typed(JsonNode part) {
    List<String> facts = new ArrayList<>();
    String type = part.path("type").asString("");
    switch (type) {
      case "string" -> facts.add("write a text; put quotes around it if it looks like a number");
      case "integer" -> facts.add("write a whole number");
      case "number" -> facts.add("write a number");
      case "boolean" -> facts.add("write true or false");
      case "array" -> facts.add("write a list: [a, b]");
      case "object" -> facts.add("write keys and values");
      default -> {
        return Optional.empty();
      }
    }
    for (String bound : List.of("minimum", "exclusiveMinimum", "maximum")) {
      if (part.has(bound)) {
        facts.add(
            switch (bound) {
              case "minimum" -> "at least " + part.get(bound);
              case "exclusiveMinimum" -> "above " + part.get(bound);
              default -> "at most " + part.get(bound);
            });
      }
    }
    if (part.path("uniqueItems").asBoolean(false)) {
      facts.add("each item once");
    }
    MetaSchema.example(part)
        .filter(example -> type.equals("string"))
        .ifPresent(example -> facts.add("for example " + example));
    return Optional.of(String.join(", ", facts));
  }

  private Problem word(String pointer, JsonNode value, String at) {
    JsonNode allowed = MetaSchema.part(at);
    List<String> words = new ArrayList<>();
    if (allowed.isArray()) {
      allowed.forEach(word -> words.add(MetaSchema.flow(word)));
    } else {
      words.add(MetaSchema.flow(allowed));
    }
    String text = value.isValueNode() ? value.asString() : "";
    var condition = Condition.of(at);
    String key = Pointers.last(pointer.replaceFirst("/[0-9]+$", ""));
    var renamed = OldWords.value(key, text);
    String wanted = words.size() == 1 ? words.getFirst() : "one of " + String.join(", ", words);
    String message =
        renamed.isPresent()
            ? "'" + text + "' is an old word: it is now " + renamed.get() + "."
            : "%s is %s, but must be %s%s."
                .formatted(
                    Pointers.words(pointer),
                    shown(value),
                    words.size() > 12 ? "one of " + words.size() + " words" : wanted,
                    condition.map(found -> " when " + found.when()).orElse(""));
    String fix =
        renamed
            .or(() -> NearMiss.of(text, words))
            .or(() -> words.size() == 1 ? Optional.of(words.getFirst()) : Optional.empty())
            .map(word -> "write " + word)
            .orElse("choose " + wanted);
    return document.problem(
        condition.map(Condition::rule).orElse("DOC-SCHEMA"), Severity.HIGH, pointer, message, fix);
  }

  private Problem not(String pointer, JsonNode value, String at) {
    if (at.startsWith("/$defs/path")) {
      return document.problem(
          "DOC-SCHEMA",
          Severity.HIGH,
          pointer,
          Pointers.words(pointer) + " is " + shown(value) + ": a URL, not a path.",
          "write a path relative to the folder of the contract; nothing is fetched");
    }
    if (Pointers.last(pointer.replaceFirst("/[0-9]+$", "")).matches("charsets?|transcode")) {
      return document.problem(
          "IN-CHARSET-GUESS",
          Severity.HIGH,
          pointer,
          Pointers.words(pointer) + " is " + shown(value) + ": a charset is never guessed.",
          "name the charsets, for example [utf-8]");
    }
    return wrong(pointer, value, Pointers.parent(at));
  }

  /** A member that is not there. */
  Problem missing(String parent, String name, String schemaPointer) {
    var condition = Condition.of(schemaPointer);
    JsonNode property = property(schemaPointer, name);
    String rule =
        condition
            .map(Condition::rule)
            .orElse(
                parent.equals("/spec/tests") && name.equals("seed") ? "TST-SEED" : "DOC-SCHEMA");
    String when =
        condition
            .filter(found -> !found.when().contains(" is not "))
            .map(found -> " when " + found.when())
            .orElse("");
    String what = MetaSchema.describe(property).map(text -> " " + text).orElse("");
    return document.keyProblem(
        rule,
        Severity.HIGH,
        parent,
        Pointers.words(parent) + " has no " + name + ", which it needs" + when + "." + what,
        MetaSchema.example(property)
            .map(example -> "add " + name + ": " + example)
            .orElse("add " + name));
  }

  private static JsonNode property(String schemaPointer, String name) {
    String at = schemaPointer;
    while (!at.isEmpty()) {
      at = Pointers.parent(at);
      var found = MetaSchema.at(Pointers.child(at + "/properties", name));
      if (found.isPresent() && found.get().isObject() && !found.get().isEmpty()) {
        return found.get();
      }
    }
    return MetaSchema.part("/none");
  }

  /** A value within a sentence: its type when it is no scalar, and never much of it. */
  static String shown(JsonNode value) {
    if (value.isObject()) {
      return "a mapping";
    }
    if (value.isArray()) {
      return "a list";
    }
    String text = value.asString();
    String cut =
        text.codePointCount(0, text.length()) > LONGEST_SHOWN
            ? text.substring(0, text.offsetByCodePoints(0, LONGEST_SHOWN)) + "…"
            : text;
    return value.isString() ? "'" + cut + "'" : value.isNull() ? "empty" : cut;
  }
}
