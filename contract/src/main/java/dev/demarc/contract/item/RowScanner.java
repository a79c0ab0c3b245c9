// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.item;

import dev.demarc.contract.text.Flaws;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the rows of CSV (RFC 4180) in bytes of UTF-8 and everything that is wrong with their
 * structure, with offsets, and goes on after a bad row. One pass; delimiter and quote are ASCII.
 *
 * <p>A quote that is never closed is a flaw of the row that opens it; from there on a quote must
 * close on its own line, so that the rest of the file is still told apart. A bare carriage return
 * ends a row when the row is full and what follows looks like a full one; otherwise it is a flaw
 * within a field.
 */
final class RowScanner {
  /** What is wrong at an offset, in a field that begins at another. */
  record Fault(Kind kind, int at, int field) {}

  /** The structure faults of one row. */
  enum Kind {
    TEXT_AFTER_QUOTE("text-after-quote", "text after a closing quote"),
    UNCLOSED_QUOTE("unclosed-quote", "a quote that is never closed"),
    QUOTE_IN_FIELD("quote-in-field", "a quote in a field that is not quoted"),
    BARE_CR("bare-cr", "a carriage return without a line feed");

    private final String keyword;
    private final String text;

    Kind(String keyword, String text) {
      this.keyword = keyword;
      this.text = text;
    }

    String keyword() {
      return keyword;
    }

    String text() {
      return text;
    }
  }

  private final byte[] bytes;
  private final int to;
  private final byte delimiter;
  private final byte quote;
  private final List<Fault> faults = new ArrayList<>();
  private int width;
  private boolean quotesStayOnLine;
  private int start;
  private int end;
  private int next;
  private int fields;
  private int doubled;
  private int widest;
  private int widestAt;

  RowScanner(byte[] bytes, int from, char delimiter, char quote) {
    this.bytes = bytes;
    this.to = bytes.length;
    this.delimiter = (byte) delimiter;
    this.quote = (byte) quote;
    this.next = from;
  }

  /** The number of fields of a full row, once known. */
  void expect(int fieldCount) {
    width = fieldCount;
  }

  /** Goes to the next row; false at the end. */
  boolean next() {
    if (next >= to) {
      return false;
    }
    start = next;
    fields = 0;
    widest = 0;
    faults.clear();
    int i = start;
    do {
      i = field(i);
    } while (i >= 0);
    return true;
  }

  /** Reads one field; gives the start of the next one, or -1 when the row is over. */
  private int field(int from) {
    int i = from;
    doubled = 0;
    if (i < to && bytes[i] == quote) {
      i = closing(from);
      if (i < 0) {
        return endUnclosed(from);
      }
    }
    i = plain(i, from);
    fields++;
    measure(from, i);
    if (i < to && bytes[i] == delimiter) {
      return i + 1;
    }
    end = i;
    next = afterEnd(i);
    return -1;
  }

  /** The index after the closing quote, or -1. */
  private int closing(int open) {
    int i = open + 1;
    while (i < to) {
      byte b = bytes[i];
      if (b == quote) {
        if (i + 1 < to && bytes[i + 1] == quote) {
          doubled++;
          i++;
        } else {
          return i + 1;
        }
      } else if (b == '\n' && quotesStayOnLine) {
        return -1;
      }
      i++;
    }
    return -1;
  }

  /** The index of the delimiter or line end that ends a field. */
  private int plain(int from, int field) {
    boolean afterQuote = from > field;
    boolean clean = true;
    int i = from;
    while (i < to) {
      byte b = bytes[i];
      if (b == delimiter || b == '\n') {
        return i;
      }
      if (b == '\r') {
        if (i + 1 < to && bytes[i + 1] == '\n') {
          return i;
        }
        if (faults.size() < Flaws.MOST) {
          faults.add(new Fault(Kind.BARE_CR, i, field));
        }
        if (endsRow(i)) {
          return i;
        }
      } else if (clean && (afterQuote || b == quote)) {
        faults.add(new Fault(afterQuote ? Kind.TEXT_AFTER_QUOTE : Kind.QUOTE_IN_FIELD, i, field));
        clean = false;
      }
      i++;
    }
    return i;
  }

  private boolean endsRow(int carriageReturn) {
    if (width == 0) {
      return true;
    }
    if (fields + 1 != width) {
      return false;
    }
    int delimiters = 0;
    int i = carriageReturn + 1;
    while (i < to && bytes[i] != '\n' && bytes[i] != '\r') {
      delimiters += bytes[i] == delimiter ? 1 : 0;
      i++;
    }
    return i == carriageReturn + 1 || delimiters == width - 1;
  }

  private int endUnclosed(int open) {
    faults.add(new Fault(Kind.UNCLOSED_QUOTE, open, open));
    quotesStayOnLine = true;
    int i = open;
    while (i < to && bytes[i] != '\n') {
      i++;
    }
    fields++;
    measure(open, i);
    end = i;
    next = Math.min(to, i + 1);
    return -1;
  }

  private void measure(int from, int until) {
    int length = until - from;
    if (length > widest) {
      boolean quoted = bytes[from] == quote;
      int content = quoted ? length - doubled - 2 : length;
      if (content > widest) {
        widest = content;
        widestAt = from;
      }
    }
  }

  private int afterEnd(int at) {
    if (at >= to) {
      return to;
    }
    return bytes[at] == '\r' && at + 1 < to && bytes[at + 1] == '\n' ? at + 2 : at + 1;
  }

  /** The start of a field of the row, by its index; the end of the row when it has none. */
  int fieldStart(int index) {
    return fieldStart(bytes, start, end, index, (char) delimiter, (char) quote);
  }

  /** The same for a row that lies between two offsets and is sound. */
  static int fieldStart(byte[] bytes, int from, int to, int index, char delimiter, char quote) {
    int seen = 0;
    boolean quoted = false;
    for (int i = from; i < to; i++) {
      if (seen == index) {
        return i;
      }
      if (bytes[i] == quote) {
        quoted = !quoted;
      } else if (bytes[i] == delimiter && !quoted) {
        seen++;
      }
    }
    return to;
  }

  int start() {
    return start;
  }

  /** After its last byte, before the line end. */
  int end() {
    return end;
  }

  int nextStart() {
    return next;
  }

  int fields() {
    return fields;
  }

  /** Bytes of the largest field, without quotes. */
  int widest() {
    return widest;
  }

  int widestAt() {
    return widestAt;
  }

  List<Fault> faults() {
    return faults;
  }
}
