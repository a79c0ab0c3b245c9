// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.yaml.Yaml;
import dev.demarc.evidence.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The file {@value #NAME}: how a project wants identify to work. Every key is known, every value is
 * checked, and what is wrong is said with its place: a setting that does nothing would be believed.
 */
public final class Configuration {
  /** The name of the file. */
  public static final String NAME = ".demarc.yaml";

  private static final Set<String> KEYS =
      Set.of("version", "fail-on", "maturity", "exclude", "baseline", "hosts", "rules");

  private static final Set<String> RULE_KEYS = Set.of("on", "severity", "except");

  private final String name;
  private final YamlNode root;

  private Configuration(String name, List<YamlNode> documents) {
    this.name = name;
    this.root = documents.isEmpty() ? nothing(name) : documents.getFirst();
    boolean scalar = root.asScalar().filter(word -> !word.isNull()).isPresent();
    if (scalar || !root.items().isEmpty()) {
      throw wrong(root, "keys with values are expected here", "known: " + sorted(KEYS));
    }
  }

  private static YamlNode nothing(String name) {
    return new YamlNode.Sequence(new SourceText(name, new byte[0]), 0, 0, List.of());
  }

  /**
   * Finds the file that holds for an input: in its folder, or in one above, up to the root of the
   * repository.
   */
  public static Optional<Path> find(Path input) {
    Path folder = Files.isDirectory(input) ? input : input.toAbsolutePath().getParent();
    Path at = folder == null ? null : folder.toAbsolutePath().normalize();
    while (at != null) {
      if (Files.isRegularFile(at.resolve(NAME))) {
        return Optional.of(at.resolve(NAME));
      }
      at = Files.exists(at.resolve(".git")) ? null : at.getParent();
    }
    return Optional.empty();
  }

  /**
   * Reads a file.
   *
   * @param name how messages call it
   * @throws ConfigurationException when it is not what it must be
   */
  public static Configuration read(Path file, String name) throws IOException {
    Yaml yaml = Yaml.read(new SourceText(name, Contents.bounded(file, name, Yaml.MAX_BYTES)));
    if (!yaml.problems().isEmpty()) {
      Problem first = yaml.problems().getFirst();
      throw new ConfigurationException(
          name + ":" + first.line() + ": " + first.text(), "mend the YAML there");
    }
    Configuration read = new Configuration(name, yaml.documents());
    read.checkKeys(read.root, KEYS);
    read.root
        .scalar("version")
        .filter(version -> !version.text().equals("1"))
        .ifPresent(version -> {
          throw read.wrong(
              version, "version " + version + " is not known", "this program reads version: 1");
        });
    return read;
  }

  /** The settings with what the file says. */
  public Settings over(Settings settings) {
    Settings result = settings.choosing(new Choices(choices(), Set.of()));
    if (root.scalar("fail-on").isPresent()) {
      result = result.failingOn(threshold(root.scalar("fail-on").get()));
    }
    if (root.scalar("maturity").isPresent()) {
      expect(root.scalar("maturity").get(), Set.of("sandbox", "incubating"));
      result = root.text("maturity").equals("sandbox") ? result.withSandbox() : result;
    }
    return result
        .without(texts(root.scalars("exclude")))
        .owning(texts(root.scalars("hosts", "private")));
  }

  /** The baseline that it names, relative to its own folder. */
  public Optional<String> baseline() {
    return root.scalar("baseline").map(YamlNode.Scalar::text);
  }

  private Map<String, Choices.Choice> choices() {
    Map<String, Choices.Choice> all = new TreeMap<>();
    for (YamlNode.Entry entry : root.entries("rules")) {
      all.put(entry.key().text(), choice(entry.value()));
    }
    return all;
  }

  private Choices.Choice choice(YamlNode value) {
    if (value instanceof YamlNode.Scalar word) {
      Optional<Boolean> on = onOrOff(word);
      return new Choices.Choice(
          on.or(() -> Optional.of(true)),
          on.isPresent() ? Optional.empty() : Optional.of(severity(word)),
          List.of());
    }
    checkKeys(value, RULE_KEYS);
    return new Choices.Choice(
        value.scalar("on").flatMap(this::onOrOff),
        value.scalar("severity").map(this::severity),
        texts(value.scalars("except")));
  }

  private Optional<Boolean> onOrOff(YamlNode.Scalar word) {
    return switch (word.text()) {
      case "on", "true" -> Optional.of(true);
      case "off", "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private Optional<Severity> threshold(YamlNode.Scalar word) {
    return word.text().equals("never") ? Optional.empty() : Optional.of(severity(word));
  }

  private Severity severity(YamlNode.Scalar word) {
    return Severity.of(word.text())
        .orElseThrow(() ->
            wrong(
                word,
                "'" + word + "' is no severity",
                "write "
                    + String.join(
                        ", ", Arrays.stream(Severity.values()).map(Severity::word).toList())));
  }

  private void expect(YamlNode.Scalar word, Set<String> known) {
    if (!known.contains(word.text())) {
      throw wrong(word, "'" + word + "' is not known here", "write " + sorted(known));
    }
  }

  private void checkKeys(YamlNode mapping, Set<String> known) {
    for (YamlNode.Entry entry : mapping.entries()) {
      if (!known.contains(entry.key().text())) {
        throw wrong(
            entry.key(), "key '" + entry.key() + "' is not known here", "known: " + sorted(known));
      }
    }
  }

  private static String sorted(Set<String> words) {
    return String.join(", ", words.stream().sorted().toList());
  }

  private static List<String> texts(List<YamlNode.Scalar> scalars) {
    return new ArrayList<>(scalars.stream().map(YamlNode.Scalar::text).toList());
  }

  private ConfigurationException wrong(YamlNode at, String what, String remedy) {
    String where = name + ":" + at.place().line() + ":" + at.place().column();
    return new ConfigurationException(where + ": " + what, remedy);
  }
}
