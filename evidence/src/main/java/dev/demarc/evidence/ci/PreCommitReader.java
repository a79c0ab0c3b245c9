// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.ci;

import dev.demarc.evidence.Reader;
import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.yaml.YamlNode;

/** Reads {@code .pre-commit-config.yaml}. */
public final class PreCommitReader implements Reader {
  @Override
  public boolean takes(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.equals(".pre-commit-config.yaml") || name.equals(".pre-commit-config.yml");
  }

  @Override
  public Read read(SourceText text) {
    return Found.in(
        text,
        (root, found) -> {
          for (YamlNode repository : root.items("repos")) {
            for (YamlNode hook : repository.items("hooks")) {
              found.add(hook(text.file(), repository, hook));
            }
          }
        });
  }

  private static PreCommit hook(String path, YamlNode repository, YamlNode hook) {
    return new PreCommit(
        path,
        repository.text("repo"),
        repository.text("rev"),
        hook.text("id"),
        hook.text("entry"),
        hook.scalars("args"),
        hook.place());
  }
}
