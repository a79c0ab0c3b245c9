// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.manifest;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.dockerfile.Dockerfile;
import dev.demarc.evidence.dockerfile.DockerfileReader;
import dev.demarc.evidence.yaml.Yaml;
import dev.demarc.evidence.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A manifest that was given together with a running process.
 *
 * @param file as a report calls it
 * @param kind what it is, in words: {@code manifest of Kubernetes}
 * @param containers what it declares, in the order of the file
 * @param problems what of it could not be read
 */
public record Manifest(
    String file, String kind, List<DeclaredContainer> containers, List<Problem> problems) {
  /** Keys of a document of Kubernetes or Compose at the begin of a line, also of indented JSON. */
  private static final Pattern KEYS =
      Pattern.compile(
          "^(?:(?: {2,4}|\\t)?\"(?:apiVersion|services)\"|apiVersion|services)\\s*:",
          Pattern.MULTILINE);

  private static final int HEAD = 64 << 10;

  /** Copies the lists. */
  public Manifest {
    containers = List.copyOf(containers);
    problems = List.copyOf(problems);
  }

  /**
   * Reads a file: a Dockerfile by its name, the others by their content.
   *
   * @return empty when it is none of them
   */
  public static Optional<Manifest> read(SourceText text) {
    if (new DockerfileReader().takes(text.file())) {
      Dockerfile file = Dockerfile.read(text);
      List<DeclaredContainer> image = ImageContainer.of(file);
      return image.isEmpty()
          ? Optional.empty()
          : Optional.of(new Manifest(text.file(), "Dockerfile", image, file.problems()));
    }
    byte[] bytes = text.bytes();
    String head = new String(bytes, 0, Math.min(HEAD, bytes.length), StandardCharsets.ISO_8859_1);
    return KEYS.matcher(head).find() ? yaml(text) : Optional.empty();
  }

  private static Optional<Manifest> yaml(SourceText text) {
    Yaml yaml = Yaml.read(text);
    List<DeclaredContainer> containers = new ArrayList<>();
    boolean isKubernetes = false;
    boolean isCompose = false;
    for (YamlNode document : yaml.documents()) {
      if (KubernetesContainers.isOne(document)) {
        isKubernetes = true;
        containers.addAll(KubernetesContainers.of(text.file(), document));
      } else if (ComposeContainers.isOne(document)) {
        isCompose = true;
        containers.addAll(ComposeContainers.of(text.file(), document));
      }
    }
    return isKubernetes || isCompose
        ? Optional.of(
            new Manifest(
                text.file(),
                isKubernetes ? "manifest of Kubernetes" : "Compose file",
                containers,
                yaml.problems()))
        : Optional.empty();
  }
}
