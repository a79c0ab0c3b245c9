// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line as {@code journalctl} prints it in the forms short, short-precise, short-iso,
 * short-iso-precise, short-full, short-unix, short-monotonic, short-delta and with-unit, and as
 * syslog daemons write it: a time, a host, who said it, what. Those of BusyBox and OpenWrt write
 * {@code kern.info}, the facility and the priority, before who said it, and the latter the year.
 *
 * @param stamp the time as it stands there; seconds since boot in the forms that have no other
 * @param at the time, when the form says its date and zone
 * @param sender the identifier, or the unit in the form with-unit; as it calls itself
 * @param pid its number, empty when the line has none
 * @param message behind the colon
 */
public record SyslogLine(
    String stamp, Optional<Instant> at, String sender, String pid, String message) {
  /** journald and rsyslog write it where the boot or the begin of the journal is said. */
  private static final String ASIDE = "-- ";

  private static final int LONGEST_HEAD = 4096;

  private static final String CALENDAR =
      "(?:[^\\s\\[:]{2,16} )?[^\\s\\[:]{2,16} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{6})?"
          + "(?: \\d{4}(?= ))?"
          + "|\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\S{0,16}"
          + "|\\S{2,16} \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{6})? \\S{1,8}"
          + "|\\d{9,10}\\.\\d{6}";
  private static final String SINCE_BOOT = "\\[ *\\d{1,10}\\.\\d{6}(?: <[ \\d.]{1,20}>)?]";
  private static final String BEFORE_SENDER =
      " (?:[^\\s:]{1,255} )?"
          + "(?:[a-z0-9]{2,10}"
          + "\\.(?:emerg|panic|alert|crit|err|error|warn|warning|notice|info|debug) )?";
  private static final String SENDER =
      BEFORE_SENDER + "([^\\s:\\[][^:\\[\\n]{0,80})(?:\\[(\\d{1,10})])?: ";
  private static final Pattern LINE =
      Pattern.compile("(" + CALENDAR + "|" + SINCE_BOOT + ")" + SENDER + "(.*)", Pattern.DOTALL);

  /**
   * A program's own log may begin with a time and words: a sender of several words is not taken.
   */
  private static final Pattern FIRST =
      Pattern.compile(
          "(" + CALENDAR + ")" + BEFORE_SENDER + "([^\\s:\\[]{1,80})(?:\\[\\d{1,10}])?: ");

  /** Reads a line; empty when it has another form. */
  public static Optional<SyslogLine> of(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String pid = parts.group(3);
    return Optional.of(
        new SyslogLine(
            parts.group(1),
            instant(parts.group(1)),
            parts.group(2),
            pid == null ? "" : pid,
            parts.group(4)));
  }

  /** Whether a text begins with such a line that has a date, as a ring of the kernel has not. */
  public static boolean isFirstOf(String text) {
    return firstSender(text).isPresent();
  }

  /** Who speaks first in a text of such lines; empty when it begins with anything else. */
  public static Optional<String> firstSender(String text) {
    int from = 0;
    while (text.startsWith(ASIDE, from) && text.indexOf('\n', from) >= 0) {
      from = text.indexOf('\n', from) + 1;
    }
    Matcher first = FIRST.matcher(text).region(from, Math.min(text.length(), from + LONGEST_HEAD));
    return first.lookingAt() ? Optional.of(first.group(2)) : Optional.empty();
  }

  private static Optional<Instant> instant(String stamp) {
    try {
      if (stamp.length() > 18 && stamp.charAt(10) == 'T') {
        String zoned = stamp.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2");
        return Optional.of(OffsetDateTime.parse(zoned).toInstant());
      }
      if (stamp.matches("\\d{9,10}\\.\\d{6}")) {
        int point = stamp.indexOf('.');
        return Optional.of(
            Instant.ofEpochSecond(
                Long.parseLong(stamp.substring(0, point)),
                Long.parseLong(stamp.substring(point + 1)) * 1000));
      }
    } catch (DateTimeException noStamp) {
      // as it stands there, then
    }
    return Optional.empty();
  }
}
