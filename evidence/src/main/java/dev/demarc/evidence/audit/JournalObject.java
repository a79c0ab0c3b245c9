// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * One line of {@code journalctl -o json} that holds a record: from the kernel's ring as its text
 * ({@code _TRANSPORT=kernel}), or from the audit socket ({@code _TRANSPORT=audit}), where type,
 * serial and time are fields of their own (systemd.journal-fields(7)).
 */
final class JournalObject {
  private static final int LONGEST_NUMBER = 18;

  private JournalObject() {}

  static Optional<AuditRecord> record(String line) {
    String message = value(line, "MESSAGE");
    String type = value(line, "_AUDIT_TYPE");
    if (!isNumber(type)) {
      int stamp = message.indexOf("audit(");
      return stamp < 0 ? Optional.empty() : AuditRecord.plain(message, stamp);
    }
    String serial = value(line, "_AUDIT_ID");
    String micros = value(line, "_SOURCE_REALTIME_TIMESTAMP");
    String time = micros.isEmpty() ? value(line, "__REALTIME_TIMESTAMP") : micros;
    if (!isNumber(serial) || !isNumber(time) || type.length() > 5) {
      return Optional.empty();
    }
    long at = Long.parseLong(time);
    return Optional.of(
        new AuditRecord(
            "",
            Integer.parseInt(type),
            type,
            Instant.ofEpochSecond(at / 1_000_000, at % 1_000_000 * 1000),
            Long.parseLong(serial),
            message));
  }

  /** What the kernel said, if the line is of its ring; empty else. */
  static String kernelMessage(String line) {
    return value(line, "_TRANSPORT").equals("kernel") ? value(line, "MESSAGE") : "";
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_NUMBER
        && text.chars().allMatch(one -> one >= '0' && one <= '9');
  }

  /** The text of a field, its escapes undone; empty when there is none. */
  private static String value(String line, String field) {
    int key = line.indexOf('"' + field + '"');
    int open = key < 0 ? -1 : line.indexOf('"', key + field.length() + 2);
    if (open < 0) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (int i = open + 1; i < line.length() && line.charAt(i) != '"'; i++) {
      char one = line.charAt(i);
      if (one == '\\' && i + 1 < line.length()) {
        i++;
        one = line.charAt(i);
      }
      text.append(one);
    }
    return text.toString();
  }
}
