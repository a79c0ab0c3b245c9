// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.yaml;

import dev.demarc.evidence.Passage;
import dev.demarc.evidence.Place;
import dev.demarc.evidence.SourceText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value of a YAML file and where it stands. A question that does not fit the kind of node has an
 * empty answer: readers ask for what they know and pass over the rest.
 */
public sealed interface YamlNode {
  /** What a problem says of a key that is no scalar. */
  String NO_WORD = "a key that is no word";

  /** The file. */
  SourceText source();

  /** Offset of its first byte, behind an anchor or a tag. */
  int start();

  /** Offset behind its last byte. */
  int end();

  /** Where it stands. */
  default Place place() {
    return source().place(start(), end());
  }

  /** The value of a key of a mapping. */
  default Optional<YamlNode> get(String key) {
    return Optional.empty();
  }

  /** The value that a path of keys leads to. */
  default Optional<YamlNode> at(String... path) {
    Optional<YamlNode> node = Optional.of(this);
    for (String key : path) {
      node = node.flatMap(one -> one.get(key));
    }
    return node;
  }

  /** The scalar that a path of keys leads to. */
  default Optional<Scalar> scalar(String... path) {
    return at(path).flatMap(YamlNode::asScalar);
  }

  /** The text of the scalar that a path of keys leads to; empty if there is none. */
  default String text(String... path) {
    return scalar(path).map(Scalar::text).orElse("");
  }

  /** The entries of a mapping whose keys are no words: {@code ? path: x}. */
  default List<Pair> pairs() {
    return List.of();
  }

  /** The entries of a mapping. */
  default List<Entry> entries() {
    return List.of();
  }

  /** The entries of the mapping that a path of keys leads to. */
  default List<Entry> entries(String... path) {
    return at(path).map(YamlNode::entries).orElse(List.of());
  }

  /** The items of a sequence. */
  default List<YamlNode> items() {
    return List.of();
  }

  /** The items of the sequence that a path of keys leads to. */
  default List<YamlNode> items(String... path) {
    return at(path).map(YamlNode::items).orElse(List.of());
  }

  /** The scalars of a sequence, or the one scalar that stands in its place. */
  default List<Scalar> scalars(String... path) {
    return at(path)
        .map(node ->
            node instanceof Scalar one
                ? one.isNull() ? List.<Scalar>of() : List.of(one)
                : node.items().stream().flatMap(item -> item.asScalar().stream()).toList())
        .orElse(List.of());
  }

  /** This node if it is a scalar. */
  default Optional<Scalar> asScalar() {
    return this instanceof Scalar scalar ? Optional.of(scalar) : Optional.empty();
  }

  /** A key and its value. */
  record Entry(Scalar key, YamlNode value) {
    /** Where key and value stand together. */
    public Place place() {
      int end = Math.max(key.end(), value.end());
      return value.start() >= key.start() ? key.source().place(key.start(), end) : key.place();
    }
  }

  /** A key that is no word, and its value. */
  record Pair(YamlNode key, YamlNode value) {}

  /** How a scalar is written. */
  enum Style {
    /** Without quotes. */
    PLAIN,
    /** In single quotes. */
    SINGLE,
    /** In double quotes, with escapes. */
    DOUBLE,
    /** A block after {@code |}. */
    LITERAL,
    /** A block after {@code >}. */
    FOLDED
  }

  /**
   * A text. No types are told apart: {@code on}, {@code 1.20} and {@code null} are what they look
   * like.
   */
  record Scalar(SourceText source, int start, int end, String text, Style style)
      implements YamlNode {
    /** True when nothing stands there, or the word for it. */
    public boolean isNull() {
      return style == Style.PLAIN
          && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
    }

    /** The text as a passage: each of its offsets leads to the byte of the file behind it. */
    public Passage passage() {
      return ScalarText.passage(this);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** A list. */
  record Sequence(SourceText source, int start, int end, List<YamlNode> items)
      implements YamlNode {}

  /** Keys with values, in the order of the file; keys that {@code <<} merges in come last. */
  final class Mapping implements YamlNode {
    private final SourceText source;
    private final int start;
    private final int end;
    private final List<Entry> entries;
    private final List<Pair> pairs;
    private final Map<String, YamlNode> values = new HashMap<>();

    Mapping(SourceText source, int start, int end, List<Entry> entries, List<Pair> pairs) {
      this.source = source;
      this.start = start;
      this.end = end;
      this.entries = List.copyOf(entries);
      this.pairs = List.copyOf(pairs);
      entries.forEach(entry -> values.put(entry.key().text(), entry.value()));
    }

    @Override
    public SourceText source() {
      return source;
    }

    @Override
    public int start() {
      return start;
    }

    @Override
    public int end() {
      return end;
    }

    @Override
    public Optional<YamlNode> get(String key) {
      return Optional.ofNullable(values.get(key));
    }

    @Override
    public List<Entry> entries() {
      return entries;
    }

    @Override
    public List<Pair> pairs() {
      return pairs;
    }
  }
}
