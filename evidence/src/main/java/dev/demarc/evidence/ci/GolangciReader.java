// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.ci;

import dev.demarc.evidence.Reader;
import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.yaml.YamlNode;

/** Reads the configuration of golangci-lint, version 1 and 2, in YAML. */
public final class GolangciReader implements Reader {
  @Override
  public boolean takes(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.startsWith(".golangci") && (name.endsWith(".yml") || name.endsWith(".yaml"));
  }

  @Override
  public Read read(SourceText text) {
    return Found.in(text, (root, found) -> found.add(config(text.file(), root)));
  }

  private static GolangciConfig config(String path, YamlNode root) {
    return new GolangciConfig(
        path,
        root.text("version").isEmpty() ? "1" : root.text("version"),
        preset(root),
        root.scalars("linters", "enable"),
        root.scalars("linters", "disable"),
        root.scalars("formatters", "enable"));
  }

  private static String preset(YamlNode root) {
    if (root.text("linters", "enable-all").equals("true")) {
      return "all";
    }
    if (root.text("linters", "disable-all").equals("true")) {
      return "none";
    }
    String preset = root.text("linters", "default");
    return preset.isEmpty() ? "standard" : preset;
  }
}
