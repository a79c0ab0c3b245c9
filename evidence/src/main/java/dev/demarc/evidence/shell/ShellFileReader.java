// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.shell;

import dev.demarc.evidence.Reader;
import dev.demarc.evidence.SourceText;
import java.util.List;

/** Reads files that are shell scripts by their name or their first line. */
public final class ShellFileReader implements Reader {
  @Override
  public boolean takes(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.endsWith(".sh") || name.endsWith(".bash") || name.indexOf('.') < 0;
  }

  @Override
  public Read read(SourceText text) {
    return ShellScript.looksLikeOne(text.file(), text.bytes())
        ? Read.of(List.of(ShellScript.read(text.file(), text.bytes())))
        : Read.nothing();
  }
}
