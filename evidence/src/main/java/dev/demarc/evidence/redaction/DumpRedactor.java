// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Goroutine dumps without what was in the arguments: {@code main.f(0x2a, {0xc000..., 0x5})} becomes
 * {@code main.f(...)}, values of labels go, files keep their last name only.
 */
public final class DumpRedactor {
  private static final Pattern CALL = Pattern.compile("^([^\\s].*)\\([^()]*\\)$");
  private static final Pattern FILE =
      Pattern.compile("^((?:#\\s+|\\s+)(?:0x[0-9a-f]+\\s+\\S+\\s+)?)(.*/)?([^/]+:\\d+.*)$");

  private static final String LABELS = "{" + PrivatePaths.HIDDEN + "}";

  private DumpRedactor() {}

  /** The text of a dump as it may be kept. */
  public static String redact(String dump) {
    List<String> lines = new ArrayList<>();
    dump.lines().forEach(line -> lines.add(line(line)));
    return String.join("\n", lines) + "\n";
  }

  private static String line(String line) {
    if (line.startsWith("goroutine ") || line.startsWith("created by ")) {
      int labels = line.indexOf('{');
      return labels < 0
          ? line
          : line.substring(0, labels) + LABELS + (line.endsWith(":") ? ":" : "");
    }
    if (line.startsWith("# labels:")) {
      return names(line);
    }
    Matcher call = CALL.matcher(line);
    if (call.matches()) {
      return call.group(1) + "(...)";
    }
    Matcher file = FILE.matcher(line);
    return file.matches() ? file.group(1) + file.group(3) : line;
  }

  /** Of labels the names, which are the quoted texts with a colon behind them. */
  private static String names(String line) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < line.length()) {
      int end = line.charAt(at) == '"' ? Quotes.end(line, at) : at;
      boolean isHidden = end > at && !line.startsWith("\":", end);
      int next = Math.min(line.length(), end + 1);
      out.append(isHidden ? '"' + PrivatePaths.HIDDEN + '"' : line.substring(at, next));
      at = next;
    }
    return out.toString();
  }
}
