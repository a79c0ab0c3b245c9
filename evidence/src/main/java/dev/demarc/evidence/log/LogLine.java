// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.log;

import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.log.LogEvents.Cause;
import dev.demarc.evidence.log.LogEvents.Message;
import dev.demarc.evidence.log.LogEvents.Product;
import dev.demarc.evidence.text.TextLines;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * One line: zap's console ({@code level TAB caller TAB message TAB {…}}) or JSON, or logfmt. Of a
 * member only the value of a known name is looked at.
 */
final class LogLine {
  private static final int LONGEST_VALUE = 64;

  private LogLine() {}

  static Optional<LogEvents> of(String file, TextLines line) {
    if (!mayBe(line)) {
      return Optional.empty();
    }
    String text = line.text();
    for (Message message : Message.values()) {
      boolean isSaid =
          text.contains('\t' + message.text() + '\t')
              || text.contains("\"msg\":\"" + message.text() + '"')
              || text.contains("msg=\"" + message.text() + '"');
      if (isSaid) {
        return Optional.of(events(file, line, text, message));
      }
    }
    return Optional.empty();
  }

  /** All messages hold one of a few letters pairs: most lines need not become a text. */
  private static boolean mayBe(TextLines line) {
    byte[] b = line.bytes();
    for (int i = line.from(); i + 6 < line.to(); i++) {
      boolean failed = b[i + 1] == 'a' && b[i + 2] == 'i' && b[i + 3] == 'l' && b[i + 4] == 'e';
      boolean other = b[i] == 'n' && b[i + 1] == 'o' && b[i + 2] == 'n' && b[i + 3] == '-';
      boolean skipping = b[i] == 'S' && b[i + 1] == 'k' && b[i + 2] == 'i' && b[i + 3] == 'p';
      if (failed || other || skipping) {
        return true;
      }
    }
    return false;
  }

  private static LogEvents events(String file, TextLines line, String text, Message message) {
    boolean collector = message.product() == Product.COLLECTOR;
    String component =
        collector
            ? name(member(text, "otelcol.component.id"), member(text, "name"))
            : name(logfmt(text, "remote_name"), member(text, "remote_name"));
    Cause cause = collector ? Cause.of(member(text, "error")) : Cause.OTHER;
    long items =
        collector
            ? number(member(text, "dropped_items")) + number(member(text, "rejected_items"))
            : samples(text, "count") + samples(text, "failedSampleCount");
    Spot spot = Spot.line(file, line.number());
    Optional<Instant> at = time(text).or(line::stamp);
    Spot stamped = at.map(spot::at).orElse(spot);
    return new LogEvents(
        file, message.product(), message, cause, component, 1, items, stamped, stamped);
  }

  /** The value of a member of JSON: a text without its quotes, or a number. */
  private static String member(String text, String name) {
    int at = text.indexOf('"' + name + "\":");
    if (at < 0) {
      return "";
    }
    int from = at + name.length() + 3;
    while (from < text.length() && text.charAt(from) == ' ') {
      from++;
    }
    boolean quoted = from < text.length() && text.charAt(from) == '"';
    return value(text, quoted ? from + 1 : from, quoted ? "\"" : ",} ");
  }

  private static String logfmt(String text, String name) {
    int at = text.indexOf(' ' + name + '=');
    if (at < 0) {
      return "";
    }
    int from = at + name.length() + 2;
    boolean quoted = from < text.length() && text.charAt(from) == '"';
    return value(text, quoted ? from + 1 : from, quoted ? "\"" : " ");
  }

  private static String value(String text, int from, String ends) {
    int to = from;
    int most = Math.min(text.length(), from + LONGEST_VALUE);
    while (to < most && ends.indexOf(text.charAt(to)) < 0) {
      to++;
    }
    return text.substring(from, to);
  }

  /** An id such as {@code otlp_http/backup}; a value of another shape is not kept. */
  private static String name(String first, String second) {
    String name = first.isEmpty() ? second : first;
    return name.matches("[A-Za-z0-9_./-]{1,64}") ? name : "";
  }

  /** A number of Prometheus, which writes logfmt or JSON. */
  private static long samples(String text, String name) {
    return number(logfmt(text, name)) + number(member(text, name));
  }

  private static long number(String digits) {
    return digits.matches("\\d{1,12}") ? Long.parseLong(digits) : 0;
  }

  private static Optional<Instant> time(String text) {
    String zap = member(text, "ts");
    String ts = zap.isEmpty() ? member(text, "time") : zap;
    for (String name : new String[] {"ts", "time"}) {
      if (ts.isEmpty() && text.startsWith(name + '=')) {
        ts = value(text, name.length() + 1, " ");
      }
    }
    if (ts.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (ts.matches("\\d{9,11}(\\.\\d{1,9})?")) {
        return Optional.of(Instant.ofEpochMilli((long) (Double.parseDouble(ts) * 1000)));
      }
      String offset = ts.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2");
      return Optional.of(OffsetDateTime.parse(offset).toInstant());
    } catch (DateTimeException noStamp) {
      return Optional.empty();
    }
  }
}
