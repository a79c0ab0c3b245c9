// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import dev.demarc.contract.schema.Schema;
import dev.demarc.contract.schema.SchemaProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** The schema of contracts, and what it says about one. */
final class MetaSchema {
  private static final JsonNode TREE = load();
  private static final Schema COMPILED = Schema.compile(TREE);

  private MetaSchema() {}

  private static JsonNode load() {
    try (InputStream in =
        Objects.requireNonNull(
            MetaSchema.class.getResourceAsStream("component-contract.schema.json"))) {
      return JsonMapper.shared().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything in which a document is no contract, one problem for each mistake. */
  static List<Problem> problems(Document document) {
    List<SchemaProblem> found = COMPILED.validate(document.json());
    return new MetaMessages(document).of(found);
  }

  /** A part of the meta-schema. */
  static Optional<JsonNode> at(String schemaPointer) {
    return Pointers.find(TREE, schemaPointer);
  }

  /** A part of the meta-schema, or an empty object. */
  static JsonNode part(String schemaPointer) {
    return at(schemaPointer).orElse(JsonNodeFactory.instance.objectNode());
  }

  /** The keys that an object may have whose schema stands there. */
  static List<String> keys(String schemaPointer) {
    return new ArrayList<>(part(schemaPointer + "/properties").propertyNames());
  }

  /** What a property is, in the words of the meta-schema; its own before those of its type. */
  static Optional<String> describe(JsonNode schema) {
    JsonNode own = schema.get("description");
    if (own != null) {
      return Optional.of(own.asString());
    }
    return target(schema).flatMap(MetaSchema::describe);
  }

  /** How a property may look. */
  static Optional<String> example(JsonNode schema) {
    JsonNode examples = schema.get("examples");
    if (examples != null && !examples.isEmpty()) {
      return Optional.of(flow(examples.get(0)));
    }
    JsonNode words = schema.get("enum");
    if (words != null) {
      return Optional.of(flow(words.get(0)));
    }
    JsonNode constant = schema.get("const");
    if (constant != null) {
      return Optional.of(flow(constant));
    }
    return target(schema).flatMap(MetaSchema::example);
  }

  private static Optional<JsonNode> target(JsonNode schema) {
    JsonNode ref = schema.get("$ref");
    return ref != null && ref.asString().startsWith("#/")
        ? at(ref.asString().substring(1))
        : Optional.empty();
  }

  /** A value as somebody would write it into YAML. */
  static String flow(JsonNode value) {
    return value.isString() ? value.asString() : value.toString();
  }

  /** Where in the contract a key belongs, as words; empty when nowhere or in many places. */
  static Optional<String> home(String key) {
    List<String> sections = new ArrayList<>();
    List<String> inner = new ArrayList<>();
    for (String section : part("/properties/spec/properties").propertyNames()) {
      String at = "/$defs/" + section;
      if (keys(at).contains(key)) {
        sections.add("spec." + section);
      }
      for (String below : keys(at)) {
        if (keys(at + "/properties/" + below).contains(key)) {
          inner.add("spec." + section + "." + below);
        }
      }
    }
    List<String> homes = sections.isEmpty() ? inner : sections;
    return homes.size() == 1 ? Optional.of(homes.getFirst()) : Optional.empty();
  }
}
