// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.redaction;

/**
 * A line of strace without what was in buffers and arguments: a quoted text stays when it is the
 * path of a program, a library, a device or a socket in a public place; so do the paths in the
 * marks of descriptors and in the stacks of {@code strace -k}. Numbers, addresses, flags, errors
 * and sizes stay.
 */
public final class TraceRedactor {
  private static final String FRAME = " > /";

  private TraceRedactor() {}

  /** One line as it may be kept. */
  public static String redact(String line) {
    StringBuilder out = new StringBuilder(line.length());
    int at = line.startsWith(FRAME) ? frame(line, out) : 0;
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

  /** {@code > /usr/lib/libc.so.6(__read+0x19) [0x114]}. */
  private static int frame(String line, StringBuilder out) {
    int begin = FRAME.length() - 1;
    int bracket = line.indexOf('(', begin);
    int address = line.indexOf(" [", begin);
    int end = bracket >= 0 ? bracket : address >= 0 ? address : line.length();
    String path = line.substring(begin, end);
    out.append(line, 0, begin).append(PrivatePaths.shows(path) ? path : "/" + PrivatePaths.HIDDEN);
    return end;
  }

  private static int quoted(String line, int start, StringBuilder out) {
    int end = Quotes.end(line, start);
    String text = line.substring(start + 1, end);
    boolean stays = isPath(text) && PrivatePaths.shows(text);
    out.append('"').append(stays ? text : PrivatePaths.HIDDEN).append('"');
    return end + 1;
  }

  /** A buffer may begin with a slash too; blanks, escapes and marks of a query are no path's. */
  private static boolean isPath(String text) {
    return text.startsWith("/")
        && text.chars()
            .allMatch(c ->
                (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "/._-+~@:,".indexOf(c) >= 0);
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
