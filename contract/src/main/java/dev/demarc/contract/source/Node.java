// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A value of a YAML document that knows where it stands. Lines and columns count from 1. */
public sealed interface Node {
  /** Line of the first character. */
  int line();

  /** Column of the first character, in code points. */
  int column();

  /** The value without positions. */
  JsonNode json();

  /** Keys with values, in the order of the file; no key twice. */
  record Mapping(int line, int column, Map<String, Entry> members) implements Node {
    /** Copies the map, and keeps its order. */
    public Mapping {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** Keys with values, in the order of the file. */
    public Collection<Entry> entries() {
      return members.values();
    }

    /** The entry of a key. */
    public Optional<Entry> entry(String key) {
      return Optional.ofNullable(members.get(key));
    }

    @Override
    public JsonNode json() {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      members.forEach((key, entry) -> object.set(key, entry.value().json()));
      return object;
    }
  }

  /** One key and its value. */
  record Entry(Scalar key, Node value) {}

  /** Values in order. */
  record Sequence(int line, int column, List<Node> items) implements Node {
    /** Copies the list. */
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public JsonNode json() {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      items.forEach(item -> array.add(item.json()));
      return array;
    }
  }

  /**
   * A text, number, boolean or null.
   *
   * @param text the characters as they are after unquoting
   * @param plain whether it stood without quotes, so that its form decides its type
   * @param json the value by the JSON schema of YAML 1.2
   */
  record Scalar(int line, int column, String text, boolean plain, JsonNode json) implements Node {}
}
