// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.audit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One record: {@code [node=H ]type=NAME msg=audit(SECONDS.MS:SERIAL): k=v ...} of audit.log, {@code
 * audit: type=1326 audit(...): ...} of the kernel's ring behind any prefix, or an object of {@code
 * journalctl -o json}.
 *
 * @param node of a log that several hosts share; empty otherwise
 * @param type the number; 0 when the name is none of those that matter here
 * @param name of the type, as the line has it
 * @param serial of the event, by the kernel's counter; daemons have another one
 * @param rest the fields as text, without the enrichment
 */
record AuditRecord(String node, int type, String name, Instant at, long serial, String rest) {
  /** SECCOMP. */
  static final int SECCOMP = 1326;

  private static final Pattern STAMP =
      Pattern.compile("audit\\((\\d{1,12})\\.(\\d{3}):(\\d{1,10})\\)\\s?:?");
  private static final Pattern TYPE = Pattern.compile("type=(?:UNKNOWN\\[(\\d{1,5})]|(\\w{1,32}))");
  private static final Pattern NODE = Pattern.compile("node=(\\S{1,64}) ");
  private static final char ENRICHED = 0x1d;

  /** The record of a line; empty when it holds none. */
  static Optional<AuditRecord> of(String line) {
    int stampAt = line.indexOf("audit(");
    if (line.startsWith("{")) {
      return stampAt >= 0 || line.contains("_AUDIT_TYPE")
          ? JournalObject.record(line)
          : Optional.empty();
    }
    return stampAt < 0 ? Optional.empty() : plain(line, stampAt);
  }

  static Optional<AuditRecord> plain(String line, int stampAt) {
    Matcher stamp = STAMP.matcher(line);
    if (!stamp.find(stampAt)) {
      return Optional.empty();
    }
    Matcher type = TYPE.matcher(line).region(0, stamp.start());
    if (!type.find()) {
      return Optional.empty();
    }
    Matcher node = NODE.matcher(line).region(0, type.start());
    int end = line.indexOf(ENRICHED, stamp.end());
    return Optional.of(
        new AuditRecord(
            node.lookingAt() ? node.group(1) : "",
            number(type),
            type.group(1) != null ? type.group(1) : type.group(2),
            Instant.ofEpochSecond(Long.parseLong(stamp.group(1)))
                .plusMillis(Long.parseLong(stamp.group(2))),
            Long.parseLong(stamp.group(3)),
            line.substring(stamp.end(), end < 0 ? line.length() : end)));
  }

  private static int number(Matcher type) {
    String word = type.group(1) != null ? type.group(1) : type.group(2);
    if (word.equals("SECCOMP")) {
      return SECCOMP;
    }
    return word.length() <= 5 && word.chars().allMatch(Character::isDigit)
        ? Integer.parseInt(word)
        : 0;
  }

  /** Whether the audit daemon wrote it of itself: its serials are its own (types 1200 to 1299). */
  boolean isOfDaemon() {
    return name.startsWith("DAEMON_") || (type >= 1200 && type < 1300);
  }

  /** Its fields, as they stand there: quoted ones with their quotes. */
  Map<String, String> fields() {
    Map<String, String> fields = new HashMap<>();
    int at = 0;
    while (at < rest.length()) {
      int equals = rest.indexOf('=', at);
      if (equals < 0) {
        return fields;
      }
      int keyFrom = rest.lastIndexOf(' ', equals) + 1;
      int end = valueEnd(equals + 1);
      fields.putIfAbsent(
          rest.substring(Math.max(keyFrom, at), equals), rest.substring(equals + 1, end));
      at = end;
    }
    return fields;
  }

  private int valueEnd(int from) {
    if (from < rest.length() && rest.charAt(from) == '"') {
      int close = rest.indexOf('"', from + 1);
      return close < 0 ? rest.length() : close + 1;
    }
    int space = rest.indexOf(' ', from);
    return space < 0 ? rest.length() : space;
  }

  /**
   * A text of a field: quoted is literal, an even number of upper-case hex digits is encoded,
   * {@code (null)}, {@code (none)} and {@code ?} are absent.
   */
  static Optional<String> text(Map<String, String> fields, String key) {
    String value = fields.getOrDefault(key, "?");
    if (value.startsWith("\"")) {
      return Optional.of(
          value.substring(
              1,
              Math.max(1, value.length() - (value.length() > 1 && value.endsWith("\"") ? 1 : 0))));
    }
    if (value.equals("(null)") || value.equals("(none)") || value.equals("?")) {
      return Optional.empty();
    }
    return Optional.of(
        value.length() % 2 == 0 && value.matches("[0-9A-F]{2,}") ? decoded(value) : value);
  }

  private static String decoded(String hex) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < hex.length(); i += 2) {
      char one = (char) Integer.parseInt(hex.substring(i, i + 2), 16);
      text.append(one < ' ' || one == 0x7f ? '?' : one);
    }
    return text.toString();
  }
}
