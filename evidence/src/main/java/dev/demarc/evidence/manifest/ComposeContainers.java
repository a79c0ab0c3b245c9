// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.manifest;

import dev.demarc.evidence.manifest.DeclaredContainer.Kind;
import dev.demarc.evidence.shell.ShellCommand;
import dev.demarc.evidence.shell.ShellScript;
import dev.demarc.evidence.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The services of a Compose file (<a href="https://github.com/compose-spec/compose-spec">spec</a>).
 */
final class ComposeContainers {
  /** What tells a service from the values of another file that has {@code services}. */
  private static final Set<String> OF_A_SERVICE =
      Set.of("image", "build", "command", "entrypoint", "environment", "env_file", "extends");

  private ComposeContainers() {}

  static boolean isOne(YamlNode document) {
    return document.entries("services").stream()
        .anyMatch(service ->
            service.value().entries().stream()
                .anyMatch(entry -> OF_A_SERVICE.contains(entry.key().text())));
  }

  static List<DeclaredContainer> of(String file, YamlNode document) {
    return document.entries("services").stream()
        .map(entry -> service(file, entry.key().text(), entry.place().line(), entry.value()))
        .toList();
  }

  private static DeclaredContainer service(String file, String name, int line, YamlNode node) {
    List<DeclaredVariable> variables = new ArrayList<>();
    NavigableSet<String> names = new TreeSet<>();
    for (YamlNode.Entry entry : node.entries("environment")) {
      names.add(entry.key().text());
      variables.add(variable(entry.key().text(), entry.value().asScalar(), entry.place().line()));
    }
    for (YamlNode.Scalar item : node.scalars("environment")) {
      String[] parts = item.text().split("=", 2);
      names.add(parts[0]);
      int at = item.place().line();
      variables.add(
          parts.length == 2
              ? value(parts[0], parts[1], at)
              : DeclaredVariable.unknown(parts[0], "taken from the shell of compose", at));
    }
    List<String> elsewhere = new ArrayList<>();
    for (String key : List.of("env_file", "extends")) {
      if (node.get(key).isPresent()) {
        elsewhere.add(key);
      }
    }
    List<String> words = new ArrayList<>(words(node, "entrypoint"));
    boolean isCertain = !words.isEmpty();
    words.addAll(words(node, "command"));
    return new DeclaredContainer(
        Kind.COMPOSE,
        file,
        line,
        name,
        "",
        DeclaredContainer.imageName(node.text("image")),
        EntryReader.of(words, isCertain, names, line),
        EntryReader.byName(variables),
        names,
        elsewhere);
  }

  private static DeclaredVariable variable(String name, Optional<YamlNode.Scalar> value, int line) {
    return value.isEmpty() || value.get().isNull()
        ? DeclaredVariable.unknown(name, "taken from the shell of compose", line)
        : value(name, value.get().text(), line);
  }

  /** {@code $$} is how a dollar is written; any other one is put in from elsewhere. */
  private static DeclaredVariable value(String name, String raw, int line) {
    return raw.replace("$$", "").indexOf('$') >= 0
        ? DeclaredVariable.unknown(name, "compose puts its value in", line)
        : DeclaredVariable.set(name, raw.replace("$$", "$"), line);
  }

  /** A text is split as a shell would, and no shell is started for it. */
  private static List<String> words(YamlNode node, String key) {
    Optional<YamlNode.Scalar> text = node.scalar(key).filter(one -> !one.isNull());
    if (text.isEmpty()) {
      return node.items(key).stream()
          .flatMap(item -> item.asScalar().stream())
          .map(YamlNode.Scalar::text)
          .toList();
    }
    List<ShellCommand> commands = ShellScript.commands(text.get().text());
    return commands.isEmpty() ? List.of() : commands.getFirst().texts();
  }
}
