// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

import dev.demarc.evidence.Reader;
import dev.demarc.evidence.SourceText;
import java.util.List;
import java.util.Set;

/** Reads {@code docker-bake.hcl} and {@code docker-bake.json}, as far as they are constants. */
public final class BakeReader implements Reader {
  private static final Set<String> NAMES =
      Set.of(
          "docker-bake.hcl",
          "docker-bake.json",
          "docker-bake.override.hcl",
          "docker-bake.override.json");

  private static final int MAX_BYTES = 1 << 20;

  @Override
  public boolean takes(String path) {
    return NAMES.contains(path.substring(path.lastIndexOf('/') + 1));
  }

  @Override
  public Read read(SourceText text) {
    if (text.bytes().length > MAX_BYTES) {
      return Read.nothing();
    }
    List<BakeFile.Target> targets = new BakeParser(text).targets();
    return targets.isEmpty()
        ? Read.nothing()
        : Read.of(List.of(new BakeFile(text.file(), targets)));
  }
}
