// SPDX-License-Identifier: Apache-2.0
package dev.demarc.conformance;

import dev.demarc.contract.Contract;
import dev.demarc.contract.Input;
import dev.demarc.contract.MediaType;
import dev.demarc.contract.cases.Cases;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Makes a failing input smaller: fewer rows, plainer cells, fewer columns, fewer bytes. A step
 * stands only when the same promise breaks again, so a mark or another damage that matters stays.
 */
final class Shrinker {
  /** Says whether an input still breaks the promise in question. */
  @FunctionalInterface
  interface Trying {
    /** Tries it; false also when the budget is gone. */
    boolean breaks(byte[] input) throws InterruptedException;
  }

  private static final int FEW_ROWS = 4;
  private static final int MOST_BYTES_ONE_BY_ONE = 400;

  private final Trying trying;
  private final boolean table;
  private final boolean header;
  private final char delimiter;
  private final char quote;
  private final List<String> plainest;
  private String best;

  private Shrinker(Contract contract, Trying trying, byte[] input) {
    this.trying = trying;
    this.table = contract.input().mediaType().format() == MediaType.Format.CSV;
    this.header = contract.input().csv().map(Input.Csv::header).orElse(false);
    this.delimiter = contract.input().csv().map(Input.Csv::delimiter).orElse(',');
    this.quote = contract.input().csv().map(Input.Csv::quoteChar).orElse('\0');
    this.plainest =
        Cases.plainest(contract).stream()
            .map(text ->
                new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
            .toList();
    this.best = new String(input, StandardCharsets.ISO_8859_1);
  }

  /** The smallest input found; the given one when nothing smaller breaks the promise. */
  static byte[] smallest(Contract contract, byte[] input, Trying trying)
      throws InterruptedException {
    Shrinker shrinker = new Shrinker(contract, trying, input);
    shrinker.rows();
    if (shrinker.table) {
      shrinker.cells();
      shrinker.columns();
    }
    shrinker.bytes();
    return shrinker.best.getBytes(StandardCharsets.ISO_8859_1);
  }

  private boolean step(String candidate) throws InterruptedException {
    if (candidate.equals(best)
        || candidate.length() > best.length()
        || !trying.breaks(candidate.getBytes(StandardCharsets.ISO_8859_1))) {
      return false;
    }
    best = candidate;
    return true;
  }

  private Records records() {
    return Records.of(best, quote, header);
  }

  /** Takes away halves, quarters … of the rows while something breaks without them. */
  private void rows() throws InterruptedException {
    Records all = records();
    if (all.rows().size() > 1) {
      for (String row : List.of(all.rows().getFirst(), all.rows().getLast())) {
        if (step(all.withRows(List.of(row)).text())) {
          return;
        }
      }
    }
    for (int size = Math.max(1, all.rows().size() / 2); size >= 1; size /= 2) {
      int at = 0;
      while (at < records().rows().size()) {
        Records now = records();
        List<String> rest = new ArrayList<>(now.rows().subList(0, at));
        rest.addAll(now.rows().subList(Math.min(now.rows().size(), at + size), now.rows().size()));
        if (!step(now.withRows(rest).text())) {
          at += size;
        }
      }
    }
  }

  /** Puts the plainest valid value into cells: all at once, then one by one, then halves. */
  private void cells() throws InterruptedException {
    Records now = records();
    for (int i = 0; i < Math.min(FEW_ROWS, now.rows().size()); i++) {
      int width = Records.cells(records().rows().get(i), delimiter, quote).size();
      if (replaced(i, -1)) {
        continue;
      }
      for (int column = 0; column < Math.min(width, plainest.size()); column++) {
        if (!replaced(i, column)) {
          halved(i, column);
        }
      }
    }
  }

  private boolean replaced(int row, int column) throws InterruptedException {
    List<String> cells = new ArrayList<>(cellsOf(row));
    String end = lineEnd(cells.getLast());
    for (int i = 0; i < Math.min(cells.size(), plainest.size()); i++) {
      if (column < 0 || i == column) {
        cells.set(i, plainest.get(i) + (i == cells.size() - 1 ? end : ""));
      }
    }
    return step(withRow(row, cells));
  }

  private void halved(int row, int column) throws InterruptedException {
    for (int i = 0; i < 16; i++) {
      List<String> cells = new ArrayList<>(cellsOf(row));
      String end = column == cells.size() - 1 ? lineEnd(cells.get(column)) : "";
      String cell = cells.get(column).substring(0, cells.get(column).length() - end.length());
      cells.set(column, cell.substring(0, cell.length() / 2) + end);
      if (cell.isEmpty() || !step(withRow(row, cells))) {
        return;
      }
    }
  }

  private List<String> cellsOf(int row) {
    return Records.cells(records().rows().get(row), delimiter, quote);
  }

  private String withRow(int row, List<String> cells) {
    List<String> rows = new ArrayList<>(records().rows());
    rows.set(row, String.join(String.valueOf(delimiter), cells));
    return records().withRows(rows).text();
  }

  private static String lineEnd(String cell) {
    return cell.endsWith("\r\n")
        ? "\r\n"
        : cell.endsWith("\n") || cell.endsWith("\r") ? cell.substring(cell.length() - 1) : "";
  }

  /** Takes whole columns away, header and cells together. */
  private void columns() throws InterruptedException {
    int width = Records.cells(records().header(), delimiter, quote).size();
    for (int column = width - 1; column >= 0 && width > 1; column--) {
      Records now = records();
      List<String> rows = new ArrayList<>();
      for (String row : now.rows()) {
        rows.add(without(row, column));
      }
      step(new Records(now.mark(), without(now.header(), column), rows).text());
    }
  }

  private String without(String line, int column) {
    List<String> cells = new ArrayList<>(Records.cells(line, delimiter, quote));
    if (column >= cells.size() || cells.size() < 2) {
      return line;
    }
    String end = lineEnd(cells.getLast());
    boolean last = column == cells.size() - 1;
    cells.remove(column);
    return String.join(String.valueOf(delimiter), cells) + (last ? end : "");
  }

  /** Takes away runs of bytes, the longest first, down to single ones when there are few. */
  private void bytes() throws InterruptedException {
    List<Integer> sizes = new ArrayList<>();
    for (int size = Math.max(1, best.length() / 2); size >= 1; size /= 2) {
      sizes.add(size);
    }
    if (best.length() > MOST_BYTES_ONE_BY_ONE) {
      sizes.removeIf(size -> size < best.length() / MOST_BYTES_ONE_BY_ONE);
    }
    Collections.sort(sizes, Collections.reverseOrder());
    for (int size : sizes) {
      int at = 0;
      while (at < best.length()) {
        String rest = best.substring(0, at) + best.substring(Math.min(best.length(), at + size));
        if (!step(rest)) {
          at += size;
        }
      }
    }
  }
}
