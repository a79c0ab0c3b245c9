// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Goroutine dumps without what was in the arguments: {@code main.f(0x2a, {0xc000..., 0x5})} becomes
 * {@code main.f(...)}, values of labels go, files keep their last name only.
 */
public final class DumpRedactor {
  private static final Pattern CALL = Pattern.compile("^([^\\s].*)\\([^()]*\\)$");
  private static final Pattern FILE =
      Pattern.compile("^((?:#\\s+|\\s+)(?:0x[0-9a-f]+\\s+\\S+\\s+)?)(.*/)?([^/]+:\\d+.*)$");
  private static final Pattern LABEL =
      Pattern.compile("(\"[^\"]{0,200}\":)\\s*\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern LABELS = Pattern.compile("\\{.*\\}");

  private DumpRedactor() {}

  /** The text of a dump as it may be kept. */
  public static String redact(String dump) {
    List<String> lines = new ArrayList<>();
    dump.lines().forEach(line -> lines.add(line(line)));
    return String.join("\n", lines) + "\n";
  }

  private static String line(String line) {
    if (line.startsWith("goroutine ") || line.startsWith("created by ")) {
      return LABELS.matcher(line).replaceAll("{" + PrivatePaths.HIDDEN + "}");
    }
    if (line.startsWith("# labels:")) {
      return LABEL.matcher(line).replaceAll("$1\"" + PrivatePaths.HIDDEN + "\"");
    }
    var call = CALL.matcher(line);
    if (call.matches()) {
      return call.group(1) + "(...)";
    }
    var file = FILE.matcher(line);
    return file.matches() ? file.group(1) + file.group(3) : line;
  }
}
