// SPDX-License-Identifier: Apache-2.0
package dev.demarc.conformance;

import java.util.ArrayList;
import java.util.List;

/**
 * Bytes cut into a mark, a header and records, for making them smaller. One char is one byte
 * (Latin-1), so that nothing is lost whatever the bytes are.
 *
 * @param mark byte order marks at the start
 * @param header the first record of a table with a header, with its line end; else empty
 * @param rows the other records, with their line ends
 */
record Records(String mark, String header, List<String> rows) {
  private static final String MARK = "\u00EF\u00BB\u00BF";

  Records {
    rows = List.copyOf(rows);
  }

  /** Cuts at line ends outside of quotes. A quote that is never closed runs to the end. */
  static Records of(String bytes, char quote, boolean hasHeader) {
    int start = 0;
    while (bytes.startsWith(MARK, start)) {
      start += MARK.length();
    }
    List<String> records = new ArrayList<>();
    boolean quoted = false;
    int from = start;
    for (int i = start; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      quoted ^= c == quote;
      boolean end = c == '\n' || (c == '\r' && !bytes.startsWith("\n", i + 1));
      if (end && !quoted) {
        records.add(bytes.substring(from, i + 1));
        from = i + 1;
      }
    }
    if (from < bytes.length()) {
      records.add(bytes.substring(from));
    }
    boolean header = hasHeader && !records.isEmpty();
    return new Records(
        bytes.substring(0, start),
        header ? records.getFirst() : "",
        header ? records.subList(1, records.size()) : records);
  }

  /** The bytes again. */
  String text() {
    return mark + header + String.join("", rows);
  }

  Records withRows(List<String> others) {
    return new Records(mark, header, others);
  }

  /** Cuts a record at delimiters outside of quotes; the last cell keeps the line end. */
  static List<String> cells(String line, char delimiter, char quote) {
    List<String> cells = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      quoted ^= c == quote;
      if (c == delimiter && !quoted) {
        cells.add(line.substring(from, i));
        from = i + 1;
      }
    }
    cells.add(line.substring(from));
    return cells;
  }
}
