// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.manifest;

import dev.demarc.evidence.manifest.DeclaredContainer.Kind;
import dev.demarc.evidence.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The containers of objects of Kubernetes: of a pod, of whatever has a template of one, and of
 * lists of those (<a
 * href="https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/">workload
 * resources</a>).
 */
final class KubernetesContainers {
  private static final List<String[]> SPECS =
      List.of(
          new String[] {"spec"},
          new String[] {"spec", "template", "spec"},
          new String[] {"spec", "jobTemplate", "spec", "template", "spec"},
          new String[] {"template", "spec"});
  private static final List<String> LISTS = List.of("initContainers", "containers");
  private static final int DEEPEST = 3;

  private KubernetesContainers() {}

  static boolean isOne(YamlNode document) {
    return document.scalar("apiVersion").isPresent() && document.scalar("kind").isPresent();
  }

  static List<DeclaredContainer> of(String file, YamlNode document) {
    List<DeclaredContainer> all = new ArrayList<>();
    add(file, document, 0, all);
    return all;
  }

  private static void add(String file, YamlNode object, int depth, List<DeclaredContainer> into) {
    if (depth < DEEPEST) {
      object.items("items").forEach(item -> add(file, item, depth + 1, into));
    }
    String owner = (object.text("kind") + " " + object.text("metadata", "name")).strip();
    for (String[] path : SPECS) {
      Optional<YamlNode> spec = object.at(path);
      for (String list : LISTS) {
        spec.map(one -> one.items(list))
            .orElse(List.of())
            .forEach(container -> into.add(container(file, owner, container)));
      }
    }
  }

  private static DeclaredContainer container(String file, String owner, YamlNode node) {
    List<DeclaredVariable> variables = new ArrayList<>();
    NavigableSet<String> names = new TreeSet<>();
    for (YamlNode one : node.items("env")) {
      String name = one.text("name");
      if (!name.isEmpty()) {
        names.add(name);
        variables.add(variable(name, one));
      }
    }
    List<String> elsewhere = new ArrayList<>();
    if (!node.items("envFrom").isEmpty()) {
      elsewhere.add("envFrom");
    }
    int line = node.place().line();
    List<String> words = new ArrayList<>(texts(node, "command"));
    boolean isCertain = !words.isEmpty();
    if (isCertain) {
      words.addAll(texts(node, "args"));
    }
    return new DeclaredContainer(
        Kind.KUBERNETES,
        file,
        line,
        node.text("name"),
        owner,
        DeclaredContainer.imageName(node.text("image")),
        EntryReader.of(
            words, isCertain, names, node.at("command").map(c -> c.place().line()).orElse(line)),
        EntryReader.byName(variables),
        names,
        elsewhere);
  }

  private static List<String> texts(YamlNode node, String key) {
    return node.scalars(key).stream().map(YamlNode.Scalar::text).toList();
  }

  /** {@code $(NAME)} is put in, and {@code $$(} is how one is written. */
  private static DeclaredVariable variable(String name, YamlNode one) {
    int line = one.place().line();
    Optional<YamlNode> from = one.get("valueFrom");
    if (from.isPresent()) {
      String which =
          from.get().entries().isEmpty() ? "" : " " + from.get().entries().getFirst().key().text();
      return DeclaredVariable.unknown(name, "valueFrom" + which, line);
    }
    if (one.get("value").isPresent() && one.scalar("value").isEmpty()) { // {{ .Values.x }}
      return DeclaredVariable.unknown(name, "a template makes its value", line);
    }
    String value =
        one.scalar("value").filter(s -> !s.isNull()).map(YamlNode.Scalar::text).orElse("");
    return value.contains("$(")
        ? DeclaredVariable.unknown(name, "its value has $(…)", line)
        : value.contains("{{")
            ? DeclaredVariable.unknown(name, "a template makes its value", line)
            : DeclaredVariable.set(name, value, line);
  }
}
