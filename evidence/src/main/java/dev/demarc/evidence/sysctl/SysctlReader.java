// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.sysctl;

import dev.demarc.evidence.Reader;
import dev.demarc.evidence.SourceText;
import java.util.ArrayList;
import java.util.List;

/** Reads sysctl.conf and the files of a sysctl.d folder. */
public final class SysctlReader implements Reader {
  @Override
  public boolean takes(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.equals("sysctl.conf")
        || (name.endsWith(".conf") && (name.contains("sysctl") || inFolder(path)));
  }

  private static boolean inFolder(String path) {
    return path.startsWith("sysctl.d/") || path.contains("/sysctl.d/");
  }

  @Override
  public Read read(SourceText text) {
    List<SysctlLine> lines = new ArrayList<>();
    for (int line = 1; line <= text.lines(); line++) {
      String whole = text.lineText(line);
      String stripped = whole.strip();
      int equals = stripped.indexOf('=');
      if (equals > 0 && "#;".indexOf(stripped.charAt(0)) < 0) {
        int from = stripped.startsWith("-") ? 1 : 0;
        int lead = whole.length() - whole.stripLeading().length();
        lines.add(
            new SysctlLine(
                key(stripped.substring(from, Math.max(from, equals)).strip()),
                stripped.substring(equals + 1).strip(),
                text.place(text.lineStart(line) + lead, text.lineEnd(line))));
      }
    }
    return Read.of(lines);
  }

  /** Where the first separator is a slash, slashes and dots change places. */
  private static String key(String written) {
    int slash = written.indexOf('/');
    int dot = written.indexOf('.');
    if (slash < 0 || (dot >= 0 && dot < slash)) {
      return written;
    }
    return written.replace('.', '\0').replace('/', '.').replace('\0', '/');
  }
}
