// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.redaction;

/**
 * A line of strace without what was in buffers and arguments: a quoted text stays when it is the
 * path of a program, a library, a device or a socket in a public place; so do the paths in the
 * marks of descriptors. Numbers, addresses, flags, errors and sizes stay.
 */
public final class TraceRedactor {
  private TraceRedactor() {}

  /** One line as it may be kept. */
  public static String redact(String line) {
    StringBuilder out = new StringBuilder(line.length());
    int at = 0;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (c == '"') {
        at = quoted(line, at, out);
      } else if (c == '<' && at + 1 < line.length() && line.charAt(at + 1) == '/') {
        at = label(line, at, out);
      } else {
        out.append(c);
        at++;
      }
    }
    return out.toString();
  }

  private static int quoted(String line, int start, StringBuilder out) {
    int end = start + 1;
    while (end < line.length() && line.charAt(end) != '"') {
      end += line.charAt(end) == '\\' ? 2 : 1;
    }
    int stop = Math.min(end, line.length());
    String text = line.substring(start + 1, stop);
    boolean stays = text.startsWith("/") && PrivatePaths.shows(text);
    out.append('"').append(stays ? text : PrivatePaths.HIDDEN).append('"');
    return stop + 1;
  }

  /** {@code 3</path>}; a {@code >} in a name is written {@code \76}. */
  private static int label(String line, int start, StringBuilder out) {
    int end = line.indexOf('>', start);
    int stop = end < 0 ? line.length() : end;
    int nested = line.indexOf('<', start + 1);
    if (nested > 0 && nested < stop) { // </dev/null<char 1:3>>
      stop = nested;
    }
    String path = line.substring(start + 1, stop);
    out.append('<').append(PrivatePaths.shows(path) ? path : "/" + PrivatePaths.HIDDEN);
    return stop;
  }
}
