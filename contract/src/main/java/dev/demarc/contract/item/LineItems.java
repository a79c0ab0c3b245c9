// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.item;

import dev.demarc.contract.Input.Newlines;
import dev.demarc.contract.Input.Terminator;
import dev.demarc.contract.text.Flaw;
import dev.demarc.contract.text.Flaws;
import dev.demarc.contract.text.Spot;
import dev.demarc.contract.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** Lines: of plain text, or one JSON value each. Every bad line is reported. */
final class LineItems {
  /** Makes an item of a line, or says what is wrong with it. */
  @FunctionalInterface
  interface LineReader {
    /** Reads the bytes of a line without its end. */
    StrictJson.Result read(byte[] utf8, int from, int to);
  }

  private final ItemRules rules;
  private final LineReader reader;
  private final SchemaCheck schema;
  private final Text text;
  private final Flaws flaws = new Flaws();
  private final List<Item> items = new ArrayList<>();
  private int spot;
  private long count;
  private boolean tooMany;

  LineItems(ItemRules rules, LineReader reader, SchemaCheck schema, Text text) {
    this.rules = rules;
    this.reader = reader;
    this.schema = schema;
    this.text = text;
  }

  Reading read() {
    text.flaws().forEach(flaws::add);
    byte[] utf8 = text.utf8();
    int start = text.from();
    while (start < utf8.length) {
      int feed = start;
      while (feed < utf8.length && utf8[feed] != '\n') {
        feed++;
      }
      count++;
      line(start, feed);
      start = feed + 1;
    }
    return new Reading(Optional.of(text), items, count, flaws.inOrder());
  }

  private void line(int start, int feed) {
    byte[] utf8 = text.utf8();
    boolean ended = feed < utf8.length;
    int end = ended && feed > start && utf8[feed - 1] == '\r' ? feed - 1 : feed;
    boolean clean = !spotBefore(feed + 1);
    boolean readable = takeSpots(feed + 1);
    if (text.foreign()) {
      return;
    }
    readable &= lineEnds(start, end, feed, ended);
    if (end - start > rules.limits().itemBytes().count()) {
      fault(
          "size",
          "itemBytes",
          rules.limits().itemBytes().toString(),
          start,
          "a line larger than " + rules.limits().itemBytes());
      return;
    }
    if (isTooMany(start) || !readable) {
      return;
    }
    switch (reader.read(utf8, start, end)) {
      case StrictJson.Value(JsonNode node) -> take(node, start, clean);
      case StrictJson.Broken _ when !clean -> {}
      case StrictJson.Broken(
              String check,
              String keyword,
              String pointer,
              int at,
              String message) ->
          fault(check, keyword, pointer, "", at, message);
    }
  }

  private void take(JsonNode node, int start, boolean clean) {
    Optional<SchemaCheck.Problem> problem = clean ? schema.check(node) : Optional.empty();
    problem.ifPresent(found ->
        flaws.add(
            new Flaw(
                "schema",
                found.keyword(),
                found.pointer(),
                found.expected(),
                found.found(),
                OptionalLong.of(count),
                OptionalLong.of(text.given(start)),
                found.message())));
    items.add(new Item(count, text.given(start), node, clean && problem.isEmpty()));
  }

  private boolean spotBefore(int at) {
    return spot < text.spots().size() && text.spots().get(spot).at() < at;
  }

  /** True when the line may be read: a mark within it is said, and the rest can still be read. */
  private boolean takeSpots(int before) {
    boolean first = true;
    boolean readable = true;
    while (spotBefore(before)) {
      Spot found = text.spots().get(spot++);
      if (first) {
        flaws.add(found.inItem(count));
      }
      first = false;
      readable &= found.check().equals("bom");
    }
    return readable;
  }

  /** True when the line may be read: a bare carriage return spoils it, a wrong end is only said. */
  private boolean lineEnds(int start, int end, int feed, boolean ended) {
    boolean good = true;
    for (int i = start; i < end; i++) {
      if (text.utf8()[i] == '\r') {
        fault("newlines", "bare-cr", "lf or crlf", i, "a carriage return without a line feed");
        good = false;
      }
    }
    if (!ended && rules.lines().finalNewlineRequired()) {
      fault(
          "newlines",
          "final-newline",
          "a line end after the last line",
          feed,
          "the last line has no end");
    }
    Terminator wanted = rules.lines().terminator();
    if (ended
        && wanted != Terminator.ANY
        && rules.newlines() == Newlines.KEEP
        && (wanted == Terminator.CRLF) != (end < feed)) {
      fault(
          "newlines",
          "terminator",
          wanted == Terminator.CRLF ? "crlf" : "lf",
          end,
          wanted == Terminator.CRLF
              ? "a line feed without a carriage return"
              : "a carriage return before a line feed");
    }
    return good;
  }

  private boolean isTooMany(int start) {
    OptionalLong most = rules.limits().items();
    boolean over = most.isPresent() && count > most.getAsLong();
    if (over && !tooMany) {
      tooMany = true;
      fault(
          "size",
          "items",
          most.getAsLong() + " items",
          start,
          "more items than " + most.getAsLong());
    }
    return over;
  }

  private void fault(String check, String keyword, String expected, int at, String message) {
    fault(check, keyword, "", expected, at, message);
  }

  private void fault(
      String check, String keyword, String pointer, String expected, int at, String message) {
    if (flaws.isFull()) {
      return;
    }
    flaws.add(
        new Flaw(
            check,
            keyword,
            pointer,
            expected,
            OptionalLong.of(count),
            OptionalLong.of(text.given(at)),
            message));
  }
}
