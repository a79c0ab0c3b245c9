// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Makes a tree of nodes from the events of snakeyaml-engine, and problems of everything that other
 * readers would see otherwise: duplicate keys, tags, anchors, merge keys, several documents.
 */
final class YamlParser {
  /** Deepest nesting: above any schema, below any stack. */
  private static final int DEEPEST = 100;

  private static final String MULTI =
      "Only one document may stand in a file: a second one begins here.";

  private record Anchored(Node node, int size) {}

  /** Ends the reading where a tree is of no use any more. */
  private static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private final Path file;
  private final int most;
  private final ParserImpl events;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int nodes;

  private YamlParser(Path file, String text, int most) {
    this.file = file;
    this.most = most;
    LoadSettings settings =
        LoadSettings.builder().setLabel("contract").setCodePointLimit(SourceText.LARGEST).build();
    this.events = new ParserImpl(settings, new StreamReader(settings, text));
  }

  /** The tree, if there is one, and the problems. */
  record Parsed(Optional<Node> root, List<Problem> problems) {}

  /** Reads a text of at most so many values, each alias counted as what it stands for. */
  static Parsed parse(Path file, String text, int most) {
    YamlParser parser = new YamlParser(file, text, most);
    Optional<Node> root = Optional.empty();
    try {
      root = parser.document();
    } catch (Unusable e) {
      // Its reason is among the problems.
    } catch (MarkedYamlEngineException e) {
      Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
      String context = e.getContext() == null ? "" : e.getContext().strip() + ": ";
      parser.report(
          "DOC-YAML",
          mark == null ? 1 : mark.getLine() + 1,
          mark == null ? 1 : mark.getColumn() + 1,
          "This is no YAML: " + context + e.getProblem() + ".",
          yamlFix(e.getProblem()));
    } catch (YamlEngineException e) {
      parser.report("DOC-YAML", 1, 1, "This is no YAML: " + e.getMessage() + ".", "");
    }
    return new Parsed(root, parser.problems);
  }

  private static String yamlFix(String problem) {
    if (problem.contains("'\\t'") || problem.contains("TAB")) {
      return "indent with spaces";
    }
    if (problem.contains("mapping values are not allowed")) {
      return "check the indentation, or put the value in quotes if it holds ': '";
    }
    return "check indentation, quotes and brackets just before this place";
  }

  private Optional<Node> document() throws Unusable {
    Optional<Node> root = Optional.empty();
    boolean second = false;
    while (events.hasNext()) {
      Event event = events.next();
      if (event.getEventId() == Event.ID.DocumentStart) {
        if (second) {
          report("DOC-MULTI", line(event), column(event), MULTI, "put it into a file of its own");
          return root;
        }
        second = true;
      } else if (event instanceof NodeEvent node) {
        root = Optional.of(node(node, 0));
      }
    }
    if (root.isEmpty() || (nodes == 1 && root.get().json().isNull())) {
      report(
          "DOC-EMPTY",
          1,
          1,
          "The file holds no contract.",
          "begin with apiVersion: demarc.dev/v1alpha1 and kind: ComponentContract");
      return Optional.empty();
    }
    return root;
  }

  private Node node(NodeEvent event, int depth) throws Unusable {
    if (depth > DEEPEST) {
      report("DOC-DEEP", line(event), column(event), "Nested deeper than " + DEEPEST + ".", "");
      throw new Unusable();
    }
    count(1, event);
    int before = nodes;
    if (event instanceof AliasEvent alias) {
      return alias(alias);
    }
    Node node =
        switch (event) {
          case ScalarEvent scalar -> scalar(scalar);
          case CollectionStartEvent start when start.getEventId() == Event.ID.SequenceStart ->
              sequence(start, depth);
          default -> mapping((CollectionStartEvent) event, depth);
        };
    event
        .getAnchor()
        .ifPresent(
            anchor -> anchors.put(anchor.getValue(), new Anchored(node, nodes - before + 1)));
    return node;
  }

  private void count(int more, Event event) throws Unusable {
    nodes += more;
    if (nodes > most) {
      report(
          "DOC-SIZE",
          line(event),
          column(event),
          "The document has more than "
              + most
              + " values, each alias counted as what it stands for.",
          "a contract is small: move schemas to files beside it, and write values instead of aliases");
      throw new Unusable();
    }
  }

  private Node alias(AliasEvent alias) throws Unusable {
    String name = alias.getAlias().getValue();
    Anchored anchored = anchors.get(name);
    if (anchored == null) {
      report(
          "DOC-YAML",
          line(alias),
          column(alias),
          "The alias *" + name + " has no finished anchor before it.",
          "write the value out");
      throw new Unusable();
    }
    count(anchored.size(), alias);
    problems.add(
        problem(
            "DOC-ALIAS",
            Severity.MEDIUM,
            line(alias),
            column(alias),
            "The alias *" + name + " is followed here; other readers of contracts refuse it.",
            "write the value out"));
    return anchored.node();
  }

  private Node.Scalar scalar(ScalarEvent event) {
    event.getTag().ifPresent(tag -> tagged(tag, event));
    var value = Scalars.value(event.getValue(), event.isPlain());
    if (value.isEmpty()) {
      report(
          "DOC-NUMBER",
          line(event),
          column(event),
          "The number is too large or too long.",
          "put it in quotes if it is a text");
    }
    return new Node.Scalar(
        line(event),
        column(event),
        event.getValue(),
        event.isPlain(),
        value.orElse(JsonNodeFactory.instance.stringNode(event.getValue())));
  }

  private void tagged(String tag, Event event) {
    report(
        "DOC-TAG",
        line(event),
        column(event),
        "The YAML tag " + tag + " has no meaning in a contract.",
        "remove it; put quotes around a text");
  }

  private Node sequence(CollectionStartEvent start, int depth) throws Unusable {
    start.getTag().ifPresent(tag -> tagged(tag, start));
    List<Node> items = new ArrayList<>();
    while (!events.checkEvent(Event.ID.SequenceEnd)) {
      items.add(node((NodeEvent) events.next(), depth + 1));
    }
    events.next();
    return new Node.Sequence(line(start), column(start), items);
  }

  private Node mapping(CollectionStartEvent start, int depth) throws Unusable {
    start.getTag().ifPresent(tag -> tagged(tag, start));
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    while (!events.checkEvent(Event.ID.MappingEnd)) {
      Node key = node((NodeEvent) events.next(), depth + 1);
      Node value = node((NodeEvent) events.next(), depth + 1);
      if (!(key instanceof Node.Scalar name)) {
        problems.add(
            problem(
                "DOC-YAML", Severity.HIGH, key.line(), key.column(), "A key must be a word.", ""));
      } else if (name.plain() && name.text().equals("<<")) {
        problems.add(
            problem(
                "DOC-ALIAS",
                Severity.HIGH,
                key.line(),
                key.column(),
                "Merge keys (<<) are no part of YAML 1.2.",
                "write the merged keys out"));
      } else {
        add(entries, new Node.Entry(name, value));
      }
    }
    events.next();
    return new Node.Mapping(line(start), column(start), entries);
  }

  private void add(Map<String, Node.Entry> entries, Node.Entry entry) {
    Node.Scalar key = entry.key();
    Node.Entry first = entries.putIfAbsent(key.text(), entry);
    if (first != null) {
      report(
          "DOC-DUPKEY",
          key.line(),
          key.column(),
          "The key '"
              + key.text()
              + "' stands twice: first in line "
              + first.key().line()
              + ", again here.",
          "keep one of them");
    }
  }

  private void report(String rule, int line, int column, String message, String fix) {
    problems.add(problem(rule, Severity.HIGH, line, column, message, fix));
  }

  private Problem problem(
      String rule, Severity severity, int line, int column, String message, String fix) {
    return new Problem(rule, severity, file, line, column, "", message, fix);
  }

  private static int line(Event event) {
    return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  private static int column(Event event) {
    return event.getStartMark().map(mark -> mark.getColumn() + 1).orElse(1);
  }
}
