// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.ci;

import dev.demarc.evidence.Passage;
import dev.demarc.evidence.Place;
import dev.demarc.evidence.Reader;
import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.environment.Setting;
import dev.demarc.evidence.shell.ScriptOrigin;
import dev.demarc.evidence.shell.ShellScript;
import dev.demarc.evidence.yaml.Yaml;
import dev.demarc.evidence.yaml.YamlNode;
import dev.demarc.evidence.yaml.YamlNode.Entry;
import dev.demarc.evidence.yaml.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Gathers what one file gives. What aliases repeat is one fact, because it stands in one place. */
final class Found {
  private final List<Object> facts = new ArrayList<>();
  private final Set<Integer> seen = new HashSet<>();
  private final ScriptOrigin.Kind kind;
  private final Setting.Source source;

  private Found(ScriptOrigin.Kind kind, Setting.Source source) {
    this.kind = kind;
    this.source = source;
  }

  /** Reads the documents of a CI file. */
  static Reader.Read in(SourceText text, BiConsumer<YamlNode, Found> read) {
    return in(text, new Found(ScriptOrigin.Kind.CI, Setting.Source.CI), read);
  }

  /** Reads the documents of a file of build tasks. */
  static Reader.Read tasks(SourceText text, BiConsumer<YamlNode, Found> read) {
    return in(text, new Found(ScriptOrigin.Kind.MAKE, Setting.Source.MAKE), read);
  }

  private static Reader.Read in(SourceText text, Found found, BiConsumer<YamlNode, Found> read) {
    Yaml yaml = Yaml.read(text);
    yaml.documents().forEach(document -> read.accept(document, found));
    return new Reader.Read(found.facts, yaml.problems());
  }

  void add(Object fact) {
    facts.add(fact);
  }

  /** The variables of a map, or of a list of {@code NAME=value}. */
  void settings(Optional<YamlNode> node, String scope) {
    node.ifPresent(some -> {
      some.entries().forEach(entry -> setting(entry, scope));
      some.items().forEach(item -> item.asScalar().ifPresent(one -> setting(one, scope)));
      some.items().forEach(item -> item.entries().forEach(entry -> setting(entry, scope)));
    });
  }

  private void setting(Entry entry, String scope) {
    Optional<Scalar> value = entry.value().asScalar().or(() -> entry.value().scalar("value"));
    value.ifPresent(one -> setting(entry.key(), one.text(), scope, entry.place()));
  }

  private void setting(Scalar both, String scope) {
    int equals = both.text().indexOf('=');
    if (equals > 0) {
      String name = both.text().substring(0, equals);
      add(both, name, both.text().substring(equals + 1), scope, both.place());
    }
  }

  private void setting(Scalar key, String value, String scope, Place place) {
    add(key, key.text(), value, scope, place);
  }

  private void add(Scalar at, String name, String value, String scope, Place place) {
    if (seen.add(at.start())) {
      facts.add(new Setting(name, value, isConstant(value), source, scope, place));
    }
  }

  /** True when a text holds no reference and no template. */
  static boolean isConstant(String text) {
    return text.indexOf('$') < 0
        && text.indexOf('`') < 0
        && !text.contains("{{")
        && !text.contains("<<");
  }

  /** A script that one scalar holds. */
  Optional<ShellScript> script(Optional<Scalar> text, String scope, Shell shell) {
    return text.filter(one -> !one.text().isBlank())
        .map(one -> script(one.start(), one.passage(), scope, shell));
  }

  /** A script that several scalars hold, line by line, in one shell. */
  Optional<ShellScript> script(List<Scalar> lines, String scope, Shell shell) {
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    Passage.Builder all = Passage.in(lines.getFirst().source());
    for (Scalar line : lines) {
      all.add(line.passage()).add("\n", Math.max(line.start(), line.end() - 1));
    }
    return Optional.of(script(lines.getFirst().start(), all.build(), scope, shell));
  }

  private ShellScript script(int at, Passage text, String scope, Shell shell) {
    ShellScript script =
        ShellScript.of(text, new ScriptOrigin(kind, scope, shell.dialect(), shell.errexit()));
    if (seen.add(at)) {
      facts.add(script);
      facts.addAll(script.settings());
    }
    return script;
  }

  /** The scalars below a node, lists in lists flattened: anchors of scripts make such. */
  static List<Scalar> lines(Optional<YamlNode> node) {
    List<Scalar> lines = new ArrayList<>();
    node.ifPresent(one -> lines(one, lines));
    return lines;
  }

  private static void lines(YamlNode node, List<Scalar> into) {
    node.asScalar().filter(one -> !one.isNull()).ifPresent(into::add);
    node.items().forEach(item -> lines(item, into));
  }
}
