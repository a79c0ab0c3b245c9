// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.audit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

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

  private static final char ENRICHED = 0x1d;
  private static final String STAMP = "audit(";
  private static final String TYPE = "type=";
  private static final String NODE = "node=";
  private static final int LONGEST_NAME = 64;

  /** The record of a line; empty when it holds none. */
  static Optional<AuditRecord> of(String line) {
    int stampAt = line.indexOf(STAMP);
    if (line.startsWith("{")) {
      return stampAt >= 0 || line.contains("_AUDIT_TYPE")
          ? JournalObject.record(line)
          : Optional.empty();
    }
    return stampAt < 0 ? Optional.empty() : plain(line, stampAt);
  }

  /** A record in a text, whose stamp stands at {@code stampAt}; read by hand, for its speed. */
  static Optional<AuditRecord> plain(String line, int stampAt) {
    int from = stampAt + STAMP.length();
    int point = digits(line, from, 12);
    int colon = digits(line, point + 1, 3);
    int close = digits(line, colon + 1, 10);
    int typeAt = line.lastIndexOf(TYPE, stampAt);
    boolean isStamp =
        point > from
            && colon == point + 4
            && close > colon + 1
            && is(line, point, '.')
            && is(line, colon, ':')
            && is(line, close, ')');
    if (!isStamp || typeAt < 0) {
      return Optional.empty();
    }
    String name = word(line, typeAt + TYPE.length());
    int type = number(name);
    int end = type == SECCOMP ? line.indexOf(ENRICHED, close) : close + 1;
    return Optional.of(
        new AuditRecord(
            line.startsWith(NODE) ? word(line, NODE.length()) : "",
            type,
            name,
            Instant.ofEpochSecond(
                Long.parseLong(line, from, point, 10),
                Long.parseLong(line, point + 1, colon, 10) * 1_000_000),
            Long.parseLong(line, colon + 1, close, 10),
            line.substring(close + 1, end < 0 ? line.length() : end)));
  }

  /** Where the digits that begin here end; at most so many. */
  private static int digits(String line, int from, int most) {
    int at = from;
    while (at < line.length()
        && at < from + most
        && line.charAt(at) >= '0'
        && line.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static boolean is(String line, int at, char one) {
    return at < line.length() && line.charAt(at) == one;
  }

  private static String word(String line, int from) {
    int end = line.indexOf(' ', from);
    int stop = end < 0 ? line.length() : end;
    return line.substring(from, Math.min(stop, from + LONGEST_NAME));
  }

  /** {@code SECCOMP}, {@code 1326} and {@code UNKNOWN[1326]} are one. */
  private static int number(String name) {
    if (name.equals("SECCOMP")) {
      return SECCOMP;
    }
    int from = name.startsWith("UNKNOWN[") ? "UNKNOWN[".length() : 0;
    int end = digits(name, from, 5);
    return end == from ? 0 : Integer.parseInt(name, from, end, 10);
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
