// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.shell;

import dev.demarc.evidence.Reader;
import dev.demarc.evidence.SourceText;
import java.util.ArrayList;
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
    if (!ShellScript.looksLikeOne(text.file(), text.bytes())) {
      return Read.nothing();
    }
    ShellScript script = ShellScript.read(text);
    List<Object> facts = new ArrayList<>();
    facts.add(script);
    facts.addAll(script.settings());
    return Read.of(facts);
  }
}
