// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.text;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Takes away what carriers put before a line: a JSON object around it ({@code {"log":"…"}}), an RFC
 * 3339 stamp with or without {@code stderr F}, {@code name | } of a compose tool, {@code [pod/…] },
 * and month, day, time, host and tag of a journal. Several may stand before each other.
 */
final class LinePrefix {
  private static final int MOST = 4;
  private static final int LONGEST_NAME = 128;
  private static final byte[] JSON = "{\"log\":\"".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] JSON_TIME = "\"time\":\"".getBytes(StandardCharsets.ISO_8859_1);

  private final JsonLog log = new JsonLog();
  private byte[] bytes = {};
  private int from;
  private int to;
  private boolean carried;
  private int stampFrom;
  private int stampTo;
  private byte[] stamped = {};
  private final int[] lengths = new int[MOST + 1];
  private int stages;

  void strip(byte[] line, int lineFrom, int lineTo) {
    bytes = line;
    from = lineFrom;
    to = lineTo;
    stampTo = 0;
    carried = false;
    stages = 0;
    lengths[stages++] = to - from;
    for (int i = 0; i < MOST && from < to; i++) {
      int behind = behindPrefix();
      if (behind < 0) {
        return;
      }
      carried = true;
      from = behind;
      lengths[stages++] = to - from;
    }
  }

  /** How long the line was before each prefix, and without all of them. */
  List<Integer> lengths() {
    return Arrays.stream(lengths, 0, stages).boxed().toList();
  }

  private int behindPrefix() {
    byte first = bytes[from];
    if (first == '\t' || first == ' ') {
      return -1;
    }
    if (first == '{') {
      return json();
    }
    if (first == '[') {
      return startsWith(from, "[pod/") ? behind("] ") : -1;
    }
    if (isDigit(first)) {
      return behindStamp();
    }
    int journal = first >= 'A' && first <= 'Z' ? journal() : -1;
    return journal >= 0 ? journal : compose();
  }

  /** {@code 2026-11-24T12:59:24.273Z} or with an offset, then one blank or tab. */
  private int behindStamp() {
    if (to - from < 21 || bytes[from + 4] != '-' || bytes[from + 7] != '-') {
      return -1;
    }
    if (bytes[from + 10] != 'T' || bytes[from + 13] != ':') {
      return -1;
    }
    int end = from + 19;
    int most = Math.min(to, from + 40);
    while (end < most && bytes[end] != ' ' && bytes[end] != '\t') {
      end++;
    }
    if (end == most) {
      return -1;
    }
    stamped = bytes;
    stampFrom = from;
    stampTo = end;
    int next = end + 1;
    boolean cri = startsWith(next, "stdout ") || startsWith(next, "stderr ");
    return cri && next + 9 <= to && bytes[next + 8] == ' ' ? next + 9 : next;
  }

  /** {@code Nov 24 12:59:24 host tag[pid]: }. */
  private int journal() {
    boolean dated =
        to - from > 18
            && bytes[from + 3] == ' '
            && bytes[from + 6] == ' '
            && bytes[from + 9] == ':';
    return dated && isDigit(bytes[from + 5]) ? behind(": ") : -1;
  }

  /** {@code name | }. */
  private int compose() {
    int at = from;
    int most = Math.min(to, from + LONGEST_NAME);
    while (at < most && isNameByte(bytes[at])) {
      at++;
    }
    int name = at;
    while (at < most && bytes[at] == ' ') {
      at++;
    }
    boolean bar = name > from && at > name && at + 1 < to && bytes[at] == '|';
    return bar && bytes[at + 1] == ' ' ? at + 2 : -1;
  }

  private int behind(String mark) {
    int most = Math.min(to, from + 2 * LONGEST_NAME) - mark.length();
    for (int at = from; at <= most; at++) {
      if (startsWith(at, mark)) {
        return at + mark.length();
      }
    }
    return -1;
  }

  /** Decodes the text of the member {@code log}, and looks for {@code time} behind it. */
  private int json() {
    if (to - from < JSON.length || !matches(JSON, from)) {
      return -1;
    }
    int at = log.decode(bytes, from + JSON.length, to);
    for (int i = at; i + JSON_TIME.length < to; i++) {
      if (matches(JSON_TIME, i)) {
        stamped = bytes;
        stampFrom = i + JSON_TIME.length;
        stampTo = stampFrom;
        while (stampTo < to && bytes[stampTo] != '"') {
          stampTo++;
        }
        break;
      }
    }
    bytes = log.bytes();
    to = log.length();
    return 0;
  }

  private boolean matches(byte[] word, int at) {
    for (int i = 0; i < word.length; i++) {
      if (bytes[at + i] != word[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean startsWith(int at, String word) {
    if (to - at < word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (bytes[at + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean isNameByte(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || isDigit(b)
        || b == '-'
        || b == '_'
        || b == '.';
  }

  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  boolean isCarried() {
    return carried;
  }

  Optional<Instant> stamp() {
    if (stampTo <= stampFrom || stampTo - stampFrom > 40) {
      return Optional.empty();
    }
    String text = new String(stamped, stampFrom, stampTo - stampFrom, StandardCharsets.ISO_8859_1);
    try {
      // 12:59:24.273+0100, as some loggers write it, lacks the colon
      String offset = text.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2");
      return Optional.of(OffsetDateTime.parse(offset).toInstant());
    } catch (DateTimeException noStamp) {
      return Optional.empty();
    }
  }
}
