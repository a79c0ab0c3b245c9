// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.environment;

import dev.demarc.evidence.Reader;
import dev.demarc.evidence.SourceText;

/** Reads {@code .env} files, and those that are named like one. */
public final class EnvFileReader implements Reader {
  @Override
  public boolean takes(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return !name.equals("go.env")
        && (name.equals(".env") || name.startsWith(".env.") || name.endsWith(".env"));
  }

  @Override
  public Read read(SourceText text) {
    return Read.of(SettingLines.read(text, Setting.Source.ENV));
  }
}
