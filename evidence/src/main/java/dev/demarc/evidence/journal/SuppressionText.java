// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code Suppressed 965 messages from web.service}: what journald says in words when it has thrown
 * lines away. All its versions say so (journald-server.c, {@code server_dispatch_message}); the
 * number has a field of its own, and the unit one of OBJECT_, only since v236. Before that stands
 * the path of a cgroup: {@code /system.slice/web.service}, or {@code /} of no unit.
 *
 * @param lines how many; never 0
 * @param unit the last part of the path, empty of no unit
 */
record SuppressionText(long lines, String unit) {
  private static final byte[] BEGIN = Field.ascii("Suppressed ");
  private static final int LONGEST = 4096;
  private static final Pattern TEXT =
      Pattern.compile("Suppressed (\\d{1,10}) messages from (?:\\S*/)?([^\\s/]*)");

  /** No such text. */
  static final SuppressionText NONE = new SuppressionText(0, "");

  /** Whether a message may be one, by its beginning. */
  static boolean begins(byte[] bytes, int from, int to) {
    return to - from > BEGIN.length
        && Arrays.equals(bytes, from, from + BEGIN.length, BEGIN, 0, BEGIN.length);
  }

  /** What a whole message says; {@link #NONE} when it is another one. */
  static SuppressionText of(byte[] bytes, int from, int to) {
    if (!begins(bytes, from, to) || to - from > LONGEST) {
      return NONE;
    }
    Matcher text = TEXT.matcher(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    return text.matches() && Long.parseLong(text.group(1)) > 0
        ? new SuppressionText(Long.parseLong(text.group(1)), text.group(2))
        : NONE;
  }

  /** The name of the unit, as bytes of the journal. */
  byte[] unitBytes() {
    return unit.getBytes(StandardCharsets.ISO_8859_1);
  }
}
