// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gomod;

import dev.demarc.evidence.SourceText;
import java.util.HashSet;
import java.util.Set;

/** A go.sum or go.work.sum file. Its modules are read when somebody asks for them. */
public final class GoSum {
  private final SourceText source;

  GoSum(SourceText source) {
    this.source = source;
  }

  /** The path of the file, relative to the root of the input. */
  public String path() {
    return source.file();
  }

  /** How many lines it has that are not empty. */
  public int lines() {
    int count = 0;
    for (int line = 1; line <= source.lines(); line++) {
      count += source.lineEnd(line) > source.lineStart(line) ? 1 : 0;
    }
    return count;
  }

  /** The modules with a checksum, as {@code path version}; those of go.mod files are left out. */
  public Set<String> modules() {
    Set<String> modules = new HashSet<>();
    for (int line = 1; line <= source.lines(); line++) {
      String text = source.lineText(line);
      int hash = text.lastIndexOf(" h1:");
      if (hash > 0 && !text.substring(0, hash).endsWith("/go.mod")) {
        modules.add(text.substring(0, hash));
      }
    }
    return modules;
  }
}
