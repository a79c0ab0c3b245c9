// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.ci;

import dev.demarc.evidence.Reader;
import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.yaml.YamlNode;
import java.util.List;

/** Reads {@code .promu.yml}, the release file of the Prometheus projects. */
public final class PromuReader implements Reader {
  @Override
  public boolean takes(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.startsWith(".promu") && (name.endsWith(".yml") || name.endsWith(".yaml"));
  }

  @Override
  public Read read(SourceText text) {
    return Found.in(
        text,
        (root, found) -> {
          if (!root.scalars("build", "ldflags").isEmpty()) {
            found.add(new GoReleaser(text.file(), List.of(build(root))));
          }
        });
  }

  private static GoReleaser.Build build(YamlNode root) {
    return new GoReleaser.Build(
        "build",
        "",
        root.items("build", "binaries").stream()
            .map(binary -> binary.text("path"))
            .filter(path -> !path.isEmpty())
            .toList(),
        root.scalars("build", "ldflags"),
        root.scalars("build", "flags"));
  }
}
