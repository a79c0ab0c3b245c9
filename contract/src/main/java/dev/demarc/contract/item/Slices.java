// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.item;

import dev.demarc.contract.MediaType.Format;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A message cut into its items without reading them, to put it together in another way.
 *
 * @param head what comes before the first item: a mark, a header
 * @param items each with its line end
 */
public record Slices(byte[] head, List<byte[]> items) {
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** Cuts; empty for formats without lines and for charsets whose line ends are no single bytes. */
  public static Optional<Slices> of(ItemRules rules, byte[] raw) {
    String charset = rules.text().charset();
    boolean lines =
        rules.format() == Format.CSV
            || rules.format() == Format.NDJSON
            || rules.format() == Format.TEXT;
    if (!lines
        || charset.regionMatches(true, 0, "utf-16", 0, 6)
        || charset.regionMatches(true, 0, "utf-32", 0, 6)) {
      return Optional.empty();
    }
    int from = startsWithMark(raw) ? MARK.length : 0;
    return Optional.of(rules.format() == Format.CSV ? rows(rules, raw, from) : lines(raw, from));
  }

  /** True when the bytes begin with the mark of UTF-8. */
  public static boolean startsWithMark(byte[] raw) {
    return raw.length >= MARK.length && Arrays.equals(raw, 0, MARK.length, MARK, 0, MARK.length);
  }

  /** The mark of UTF-8 before other bytes. */
  public static byte[] marked(byte[] raw) {
    return joined(MARK, List.of(raw));
  }

  private static Slices rows(ItemRules rules, byte[] raw, int from) {
    RowScanner scanner =
        new RowScanner(raw, from, rules.csv().delimiter(), rules.csv().quoteChar());
    int headEnd = from;
    if (rules.csv().header() && scanner.next()) {
      headEnd = scanner.nextStart();
    }
    List<byte[]> items = new ArrayList<>();
    byte[] lineEnd = lineEnd(raw);
    byte[] head = ended(Arrays.copyOf(raw, headEnd), headEnd > from, lineEnd);
    while (scanner.next()) {
      items.add(
          ended(Arrays.copyOfRange(raw, scanner.start(), scanner.nextStart()), true, lineEnd));
    }
    return new Slices(head, items);
  }

  private static Slices lines(byte[] raw, int from) {
    List<byte[]> items = new ArrayList<>();
    byte[] lineEnd = lineEnd(raw);
    int start = from;
    while (start < raw.length) {
      int next = start;
      while (next < raw.length && raw[next] != '\n') {
        next++;
      }
      next = Math.min(raw.length, next + 1);
      items.add(ended(Arrays.copyOfRange(raw, start, next), true, lineEnd));
      start = next;
    }
    return new Slices(Arrays.copyOf(raw, from), items);
  }

  /** The line end of the first line, which a last line without one gets. */
  private static byte[] lineEnd(byte[] raw) {
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '\n') {
        return (i > 0 && raw[i - 1] == '\r' ? "\r\n" : "\n").getBytes(StandardCharsets.US_ASCII);
      }
    }
    return new byte[] {'\n'};
  }

  private static byte[] ended(byte[] slice, boolean needsEnd, byte[] lineEnd) {
    return !needsEnd || (slice.length > 0 && slice[slice.length - 1] == '\n')
        ? slice
        : joined(slice, List.of(lineEnd));
  }

  /** The head and other items behind it. */
  public byte[] with(List<byte[]> others) {
    return joined(head, others);
  }

  private static byte[] joined(byte[] head, List<byte[]> rest) {
    int length = head.length;
    for (byte[] part : rest) {
      length = Math.addExact(length, part.length);
    }
    byte[] whole = Arrays.copyOf(head, length);
    int at = head.length;
    for (byte[] part : rest) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    return whole;
  }
}
