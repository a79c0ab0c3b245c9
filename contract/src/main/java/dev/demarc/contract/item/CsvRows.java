// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.item;

import dev.demarc.contract.Input.Csv;
import dev.demarc.contract.Input.Newlines;
import dev.demarc.contract.Input.Ragged;
import dev.demarc.contract.Input.Terminator;
import dev.demarc.contract.ItemLimits;
import dev.demarc.contract.text.Flaw;
import dev.demarc.contract.text.Flaws;
import dev.demarc.contract.text.Spot;
import dev.demarc.contract.text.Text;

/** Goes over the rows of a text once: numbers them, finds the bad ones, keeps the sound ones. */
final class CsvRows {
  private static final String CHECK = "schema";

  private final Csv csv;
  private final ItemLimits limits;
  private final boolean keepsLineEnds;
  private final Text text;
  private final Flaws flaws;
  private final RowScanner scanner;
  private final Spans sound = new Spans();
  private int width;
  private int spot;
  private int count;
  private boolean headerIsSound;
  private boolean tooMany;

  CsvRows(ItemRules rules, Text text, Flaws flaws, int declared) {
    this.csv = rules.csv();
    this.limits = rules.limits();
    this.keepsLineEnds = rules.newlines() == Newlines.KEEP;
    this.text = text;
    this.flaws = flaws;
    this.width = csv.header() ? 0 : declared;
    this.headerIsSound = !csv.header();
    this.scanner = new RowScanner(text.utf8(), text.from(), csv.delimiter(), csv.quoteChar());
  }

  void scan() {
    boolean first = csv.header();
    scanner.expect(width);
    while (scanner.next()) {
      boolean blank = scanner.end() == scanner.start();
      if (blank && csv.skipBlankLines() && nothingWrong()) {
        continue;
      }
      if (first) {
        first = false;
        header();
      } else {
        row(blank);
      }
    }
    if (first) {
      flaws.add(
          Flaw.whole(
              CHECK,
              "header",
              "a header",
              text.given(text.from()),
              "there is no header: the file is empty"));
    }
  }

  private boolean nothingWrong() {
    return scanner.faults().isEmpty() && !spotBefore(scanner.nextStart());
  }

  private boolean spotBefore(int at) {
    return spot < text.spots().size() && text.spots().get(spot).at() < at;
  }

  private void header() {
    width = scanner.fields();
    scanner.expect(width);
    headerIsSound = isSound(0);
    if (headerIsSound) {
      keep(0);
    }
  }

  private void row(boolean blank) {
    if (blank && nothingWrong()) {
      if (!text.foreign()) {
        fault("blank-line", "no blank lines", count + 1, scanner.start(), "a blank line");
      }
      return;
    }
    count++;
    if (width == 0) {
      width = scanner.fields();
    }
    boolean good = isSound(count) && hasWidth();
    if (good && !isTooMany()) {
      keep(count);
    }
  }

  private void keep(int number) {
    sound.add(scanner.start(), scanner.nextStart(), number, scanner.fields());
  }

  private boolean isTooMany() {
    boolean over = limits.items().isPresent() && count > limits.items().getAsLong();
    if (over && !tooMany) {
      tooMany = true;
      sizeFault(
          "items",
          limits.items().getAsLong() + " rows",
          scanner.start(),
          "more rows than " + limits.items().getAsLong());
    }
    return over;
  }

  /**
   * Reports what is wrong with the text and the structure of a row: the first fault, and every bare
   * carriage return.
   */
  private boolean isSound(int number) {
    boolean good = true;
    while (spotBefore(scanner.nextStart())) {
      Spot found = text.spots().get(spot++);
      if (good) {
        flaws.add(found.inItem(number));
      }
      good = false;
    }
    if (text.foreign()) {
      return good;
    }
    for (RowScanner.Fault found : scanner.faults()) {
      if (found.kind() == RowScanner.Kind.BARE_CR) {
        newlineFault("bare-cr", number, found.at(), found.kind().text());
        good = false;
      } else if (good) {
        fault(found.kind().keyword(), "RFC 4180", number, found.at(), sentence(found));
        good = false;
      }
    }
    return good && hasSize(number) && hasTerminator(number);
  }

  private String sentence(RowScanner.Fault found) {
    return found.kind() == RowScanner.Kind.TEXT_AFTER_QUOTE
        ? found.kind().text() + "; the quote opens at offset " + text.given(found.field())
        : found.kind().text();
  }

  private boolean hasSize(int number) {
    if (scanner.end() - scanner.start() > limits.itemBytes().count()) {
      sizeFault(
          "itemBytes",
          number,
          limits.itemBytes().toString(),
          scanner.start(),
          "a row larger than " + limits.itemBytes());
      return false;
    }
    if (scanner.widest() > limits.fieldBytes().count()) {
      sizeFault(
          "fieldBytes",
          number,
          limits.fieldBytes().toString(),
          scanner.widestAt(),
          "a cell larger than " + limits.fieldBytes());
      return false;
    }
    return true;
  }

  private boolean hasTerminator(int number) {
    int length = scanner.nextStart() - scanner.end();
    if (!keepsLineEnds || csv.lineTerminator() == Terminator.ANY || length == 0) {
      return true;
    }
    boolean wantsTwo = csv.lineTerminator() == Terminator.CRLF;
    if (wantsTwo == (length == 2)) {
      return true;
    }
    newlineFault(
        "terminator",
        number,
        scanner.end(),
        wantsTwo
            ? "a line feed without a carriage return"
            : "a carriage return before a line feed");
    return false;
  }

  private boolean hasWidth() {
    int fields = scanner.fields();
    if (fields == width
        || csv.ragged() != Ragged.FORBID
        || text.foreign()
        || (csv.header() && !headerIsSound)) {
      return true;
    }
    int at = fields < width ? scanner.end() : scanner.fieldStart(width);
    fault(
        "ragged",
        width + " fields",
        count,
        at,
        "has %d fields, %s %d"
            .formatted(fields, csv.header() ? "the header has" : "the contract names", width));
    return false;
  }

  private void fault(String keyword, String expected, int number, int at, String message) {
    if (!flaws.isFull()) {
      flaws.add(Flaw.ofItem(CHECK, keyword, expected, number, text.given(at), message));
    }
  }

  private void newlineFault(String keyword, int number, int at, String message) {
    String expected =
        switch (csv.lineTerminator()) {
          case LF -> "lf";
          case CRLF -> "crlf";
          case ANY -> "lf or crlf";
        };
    if (!flaws.isFull()) {
      flaws.add(Flaw.ofItem("newlines", keyword, expected, number, text.given(at), message));
    }
  }

  private void sizeFault(String keyword, int number, String expected, int at, String message) {
    if (!flaws.isFull()) {
      flaws.add(Flaw.ofItem("size", keyword, expected, number, text.given(at), message));
    }
  }

  private void sizeFault(String keyword, String expected, int at, String message) {
    sizeFault(keyword, count, expected, at, message);
  }

  /** The start of a field of a row that was passed. */
  int fieldStart(int rowStart, int rowNext, int index) {
    return RowScanner.fieldStart(
        text.utf8(), rowStart, rowNext, index, csv.delimiter(), csv.quoteChar());
  }

  Spans sound() {
    return sound;
  }

  int count() {
    return count;
  }

  boolean headerIsSound() {
    return headerIsSound;
  }
}
