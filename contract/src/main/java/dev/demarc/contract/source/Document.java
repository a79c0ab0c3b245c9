// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One YAML or JSON file with the place of everything in it.
 *
 * @param file as the caller named it
 * @param text as it is, for comments; empty when the bytes are no text
 * @param bytes as they are
 * @param root the tree; empty when there is none
 * @param json the tree without places; missing when there is none
 * @param problems of encoding and YAML
 */
public record Document(
    Path file,
    String text,
    byte[] bytes,
    Optional<Node> root,
    JsonNode json,
    List<Problem> problems) {
  /** Copies the list. */
  public Document {
    problems = List.copyOf(problems);
  }

  /** Where something stands. */
  public record Place(int line, int column) {}

  /** Most values of a contract: far above any, and nothing slow can be made of so many. */
  static final int CONTRACT_VALUES = 20_000;

  /** Most values of a file with schemas: large interface descriptions have tens of thousands. */
  static final int SCHEMA_VALUES = 200_000;

  /** Reads a contract; whatever is wrong with it is a problem, never an exception. */
  public static Document read(Path file) {
    return read(file, CONTRACT_VALUES);
  }

  /** Reads a file of at most so many values. */
  static Document read(Path file, int mostValues) {
    SourceText source = SourceText.read(file);
    List<Problem> problems = new ArrayList<>(source.problems());
    Optional<Node> root = Optional.empty();
    if (source.text().isPresent()) {
      YamlParser.Parsed parsed = YamlParser.parse(file, source.text().get(), mostValues);
      problems.addAll(parsed.problems());
      root = parsed.root();
    }
    return new Document(
        file,
        source.text().orElse(""),
        source.bytes(),
        root,
        root.map(Node::json).orElse(JsonNodeFactory.instance.missingNode()),
        problems);
  }

  /** The place of a value: its key when it is a member of a mapping whose value is a collection. */
  public Place place(String pointer) {
    return walk(pointer, false);
  }

  /** The place of the key of a member. */
  public Place keyPlace(String pointer) {
    return walk(pointer, true);
  }

  private Place walk(String pointer, boolean key) {
    if (root.isEmpty()) {
      return new Place(1, 1);
    }
    Node at = root.get();
    Place place = new Place(at.line(), at.column());
    for (String token : Pointers.tokens(pointer)) {
      switch (at) {
        case Node.Mapping mapping -> {
          Optional<Node.Entry> entry = mapping.entry(token);
          if (entry.isEmpty()) {
            return place;
          }
          at = entry.get().value();
          place = at instanceof Node.Scalar && !key ? placeOf(at) : placeOf(entry.get().key());
        }
        case Node.Sequence sequence -> {
          int index = token.matches("[0-9]{1,9}") ? Integer.parseInt(token) : Integer.MAX_VALUE;
          if (index >= sequence.items().size()) {
            return place;
          }
          at = sequence.items().get(index);
          place = placeOf(at);
        }
        case Node.Scalar _ -> {
          return place;
        }
      }
    }
    return place;
  }

  private static Place placeOf(Node node) {
    return new Place(node.line(), node.column());
  }

  /** A problem at the place of a value. */
  public Problem problem(
      String rule, Severity severity, String pointer, String message, String fix) {
    Place place = place(pointer);
    return new Problem(rule, severity, file, place.line(), place.column(), pointer, message, fix);
  }

  /** A problem at the place of a key. */
  public Problem keyProblem(
      String rule, Severity severity, String pointer, String message, String fix) {
    Place place = keyPlace(pointer);
    return new Problem(rule, severity, file, place.line(), place.column(), pointer, message, fix);
  }
}
