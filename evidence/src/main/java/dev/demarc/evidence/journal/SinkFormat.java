// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** How what arrived at the other end is written. */
enum SinkFormat {
  /** {@code logcli query -o jsonl}: an object a line with labels, line and timestamp. */
  JSONL("logcli jsonl"),
  /** The answer of Loki's query_range: streams of values, each a time in ns and a line. */
  RESPONSE("loki response"),
  /** A time, perhaps labels in braces, and the line: {@code logcli query}. */
  PLAIN("lines with time"),
  NONE("");

  private static final int FEWEST = 3;
  private static final Pattern OBJECT =
      Pattern.compile("(?m)^\\{(?=.*\"line\":\")(?=.*\"timestamp\":\"\\d{4}-)");
  private static final Pattern STREAMS =
      Pattern.compile("\\A\\s*\\{.{0,200}\"resultType\"\\s*:\\s*\"streams\"", Pattern.DOTALL);
  private static final Pattern TIMED =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:\\d\\d) \\S.*");

  private final String word;

  SinkFormat(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  static SinkFormat of(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (STREAMS.matcher(text).find()) {
      return RESPONSE;
    }
    String first = text.lines().findFirst().orElse("");
    if (OBJECT.matcher(first).find()) {
      return JSONL;
    }
    long timed = text.lines().limit(FEWEST).filter(line -> TIMED.matcher(line).matches()).count();
    return timed == FEWEST ? PLAIN : NONE;
  }
}
