// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.yaml;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.yaml.YamlNode.Entry;
import dev.demarc.evidence.yaml.YamlNode.Mapping;
import dev.demarc.evidence.yaml.YamlNode.Pair;
import dev.demarc.evidence.yaml.YamlNode.Scalar;
import dev.demarc.evidence.yaml.YamlNode.Sequence;
import dev.demarc.evidence.yaml.YamlNode.Style;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Makes trees from the events of snakeyaml-engine. The engine is given one character for each byte,
 * so that its indexes are offsets of the file: bytes from 0x80 on are moved up by 0x100, to letters
 * that it has no opinion on.
 */
final class YamlTree {
  private static final int DEEPEST = 100;
  private static final int SHIFT = 0x100;

  private record Anchored(YamlNode node, int size) {}

  private final SourceText source;
  private final int from;
  private final Yaml.Budget budget;
  private final @Nullable ParserImpl events;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int nodes;
  private int seen;
  private int brokenAt = -1;

  YamlTree(SourceText source, int from, Yaml.Budget budget) {
    this.source = source;
    this.from = from;
    this.budget = budget;
    this.seen = from;
    this.events = events();
  }

  private @Nullable ParserImpl events() {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel("file")
            .setCodePointLimit(Yaml.MAX_BYTES + 1)
            // all at once: the engine copies what it has whenever a long word needs more
            .setBufferSize(source.bytes().length - from + 1)
            .build();
    try {
      return new ParserImpl(settings, new StreamReader(settings, text()));
    } catch (YamlEngineException reason) {
      broken(from, String.valueOf(reason.getMessage()));
      return null;
    }
  }

  private String text() {
    byte[] bytes = source.bytes();
    char[] chars = new char[bytes.length - from];
    for (int i = 0; i < chars.length; i++) {
      int b = bytes[from + i] & 0xff;
      chars[i] = (char) (b < 0x80 ? b : b + SHIFT);
    }
    return new String(chars);
  }

  List<Problem> problems() {
    return problems;
  }

  /** Where reading stopped, or -1. */
  int brokenAt() {
    return brokenAt;
  }

  List<YamlNode> read() {
    List<YamlNode> documents = new ArrayList<>();
    while (true) {
      Event event = next();
      if (event == null) {
        return documents;
      }
      if (event.getEventId() == Event.ID.DocumentStart) {
        anchors.clear();
      } else if (event instanceof NodeEvent node) {
        YamlNode root = node(node, 0);
        if (!(root instanceof Scalar scalar && scalar.isNull())) {
          documents.add(root);
        }
      }
    }
  }

  /** The next event; null at the end and where the file is broken. */
  private @Nullable Event next() {
    if (events == null || brokenAt >= 0) {
      return null;
    }
    try {
      if (!events.hasNext()) {
        return null;
      }
      Event event = events.next();
      seen = Math.max(seen, offset(event.getStartMark(), seen));
      return event;
    } catch (MarkedYamlEngineException reason) {
      Optional<Mark> mark = reason.getProblemMark().or(reason::getContextMark);
      broken(offset(mark, seen), reason.getProblem());
    } catch (YamlEngineException reason) {
      String message = String.valueOf(reason.getMessage());
      broken(seen, message.lines().findFirst().orElse(message));
    }
    return null;
  }

  private void broken(int at, String problem) {
    if (brokenAt < 0) {
      brokenAt = at;
      say(at, problem, "rest of the document");
    }
  }

  private void say(int at, String problem, String lost) {
    problems.add(
        new Problem(source.file(), source.line(at), "parse-degraded", unshifted(problem), lost));
  }

  private int offset(Optional<Mark> mark, int otherwise) {
    return mark.map(one -> Math.min(from + one.getIndex(), source.bytes().length))
        .orElse(otherwise);
  }

  private YamlNode node(NodeEvent event, int depth) {
    int begin = offset(event.getStartMark(), seen);
    nodes++;
    if (!budget.take(1)) {
      broken(begin, "more values than any such file holds");
    } else if (depth > DEEPEST) {
      broken(begin, "nested deeper than " + DEEPEST);
    }
    if (brokenAt >= 0) {
      return nothing(begin);
    }
    if (event instanceof AliasEvent alias) {
      return alias(alias, begin);
    }
    int before = nodes;
    int start = behindProperties(event, begin);
    YamlNode node = content(event, start, depth);
    event
        .getAnchor()
        .ifPresent(
            anchor -> anchors.put(anchor.getValue(), new Anchored(node, nodes - before + 1)));
    return node;
  }

  private YamlNode content(NodeEvent event, int start, int depth) {
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar, start);
    }
    return event.getEventId() == Event.ID.SequenceStart
        ? sequence(start, depth)
        : mapping(start, depth);
  }

  private Scalar nothing(int at) {
    return new Scalar(source, at, at, "", Style.PLAIN);
  }

  private YamlNode alias(AliasEvent event, int begin) {
    String name = event.getAlias().getValue();
    Anchored anchored = anchors.get(name);
    if (anchored == null) {
      say(begin, "the alias *" + name + " has no finished anchor before it", "this value");
      return nothing(begin);
    }
    nodes = (int) Math.min(Integer.MAX_VALUE / 2, (long) nodes + anchored.size());
    if (!budget.take(anchored.size())) {
      broken(begin, "aliases stand for more values than any such file holds");
      return nothing(begin);
    }
    return anchored.node();
  }

  /** The offset behind {@code &anchor} and {@code !tag}. */
  private int behindProperties(NodeEvent event, int begin) {
    byte[] bytes = source.bytes();
    int end = bytes.length;
    int at = begin;
    while (at < end && (bytes[at] == '&' || bytes[at] == '!')) {
      while (at < end && bytes[at] > ' ') {
        at++;
      }
      while (at < end && ((bytes[at] <= ' ' && bytes[at] >= 0) || bytes[at] == '#')) {
        if (bytes[at] == '#') {
          while (at < end && bytes[at] != '\n') {
            at++;
          }
        } else {
          at++;
        }
      }
    }
    if (event instanceof ScalarEvent scalar) {
      int stop = offset(scalar.getEndMark(), at);
      return at <= stop ? at : Math.min(begin, stop);
    }
    return at;
  }

  private Scalar scalar(ScalarEvent event, int start) {
    int end = Math.max(start, offset(event.getEndMark(), start));
    Style style =
        switch (event.getScalarStyle()) {
          case SINGLE_QUOTED -> Style.SINGLE;
          case LITERAL -> Style.LITERAL;
          case FOLDED -> Style.FOLDED;
          case PLAIN -> Style.PLAIN;
          default -> Style.DOUBLE;
        };
    if (style == Style.LITERAL || style == Style.FOLDED) {
      end = blockEnd(start, end);
    }
    Scalar raw = new Scalar(source, start, end, unshifted(event.getValue()), style);
    return style == Style.DOUBLE
        ? new Scalar(source, start, end, ScalarText.passage(raw).text(), style)
        : raw;
  }

  /** A block ends before the indentation of what follows it. */
  private int blockEnd(int start, int end) {
    int at = end;
    while (at > start && source.bytes()[at - 1] == ' ') {
      at--;
    }
    return at > start && source.bytes()[at - 1] == '\n' ? at : end;
  }

  private YamlNode sequence(int start, int depth) {
    List<YamlNode> items = new ArrayList<>();
    int end = start;
    while (true) {
      Event event = next();
      if (!(event instanceof NodeEvent one)) {
        end = event == null ? end : closed(event, start, end);
        return new Sequence(source, start, end, items);
      }
      YamlNode item = node(one, depth + 1);
      items.add(item);
      end = Math.max(end, one instanceof AliasEvent ? offset(one.getEndMark(), end) : item.end());
    }
  }

  private YamlNode mapping(int start, int depth) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    List<YamlNode> merged = new ArrayList<>();
    List<Pair> pairs = new ArrayList<>();
    int end = start;
    while (true) {
      Event event = next();
      if (!(event instanceof NodeEvent first)) {
        end = event == null ? end : closed(event, start, end);
        merged.forEach(one -> merge(one, entries));
        return new Mapping(source, start, end, List.copyOf(entries.values()), pairs);
      }
      YamlNode key = node(first, depth + 1);
      end = Math.max(end, first instanceof AliasEvent ? end : key.end());
      Event second = next();
      YamlNode value = second instanceof NodeEvent one ? node(one, depth + 1) : nothing(key.end());
      int behind =
          second instanceof AliasEvent alias ? offset(alias.getEndMark(), end) : value.end();
      end = Math.max(end, behind);
      if (!(key instanceof Scalar name)) {
        say(key.start(), YamlNode.NO_WORD, "its value");
        pairs.add(new Pair(key, value));
      } else if (name.style() == Style.PLAIN && name.text().equals("<<")) {
        merged.add(value);
      } else {
        put(entries, new Entry(name, value));
      }
    }
  }

  /** A flow collection ends with its bracket, a block with its last value. */
  private int closed(Event event, int start, int end) {
    int close = offset(event.getEndMark(), end);
    boolean flow = start < source.bytes().length && "[{".indexOf(source.bytes()[start]) >= 0;
    return flow && close > end ? close : end;
  }

  private void put(Map<String, Entry> entries, Entry entry) {
    Entry first = entries.put(entry.key().text(), entry);
    if (first != null) {
      String problem =
          "the key '"
              + entry.key().text()
              + "' stands twice, first in line "
              + source.line(first.key().start());
      say(entry.key().start(), problem, "the first value");
    }
  }

  private static void merge(YamlNode from, Map<String, Entry> into) {
    from.items().forEach(item -> item.entries().forEach(e -> into.putIfAbsent(key(e), e)));
    from.entries().forEach(e -> into.putIfAbsent(key(e), e));
  }

  private static String key(Entry entry) {
    return entry.key().text();
  }

  /** A text of the engine with its characters turned back to bytes. */
  private static String unshifted(String text) {
    byte[] bytes = new byte[text.length()];
    boolean plain = true;
    for (int i = 0; i < bytes.length; i++) {
      char c = text.charAt(i);
      plain &= c < 0x80;
      bytes[i] = (byte) c;
    }
    return plain ? text : new String(bytes, StandardCharsets.UTF_8);
  }
}
