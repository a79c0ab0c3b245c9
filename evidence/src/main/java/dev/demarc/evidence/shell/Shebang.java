// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.shell;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The first line of a script.
 *
 * @param dialect the base name of the interpreter; empty when the line names none
 * @param errexit true for {@code #!/bin/sh -e}
 */
record Shebang(String dialect, boolean errexit) {
  private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "zsh", "ksh");
  private static final int LONGEST = 200;

  static Shebang of(byte[] bytes) {
    int end = 0;
    while (end < Math.min(bytes.length, LONGEST) && bytes[end] != '\n') {
      end++;
    }
    String line = new String(bytes, 0, end, StandardCharsets.ISO_8859_1).strip();
    if (!line.startsWith("#!")) {
      return new Shebang("", false);
    }
    String dialect = "";
    boolean errexit = false;
    for (String word : line.substring(2).strip().split("\\s+", -1)) {
      String name = word.substring(word.lastIndexOf('/') + 1);
      boolean env = name.equals("env") || word.startsWith("-") || word.contains("=");
      if (dialect.isEmpty() && !env) {
        dialect = name;
      } else if (!dialect.isEmpty() && word.matches("-[a-zA-Z]*e[a-zA-Z]*")) {
        errexit = true;
      }
    }
    return new Shebang(dialect, errexit);
  }

  boolean isShell() {
    return SHELLS.contains(dialect);
  }
}
