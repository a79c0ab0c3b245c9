// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.item;

import dev.demarc.contract.DemarcException;
import dev.demarc.contract.MediaType.Format;
import dev.demarc.contract.text.Flaw;
import dev.demarc.contract.text.Flaws;
import dev.demarc.contract.text.Patterns;
import dev.demarc.contract.text.Spot;
import dev.demarc.contract.text.Text;
import dev.demarc.contract.text.TextGuard;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads a whole message by its rules: guard, then rows, lines or a body, each checked. Safe for
 * many threads; never throws, whatever the bytes are.
 */
public final class ItemReader {
  private final ItemRules rules;
  private final TextGuard guard;
  private final CsvItems csv;
  private final StrictJson json;
  private final SchemaCheck itemSchema;
  private final SchemaCheck bodySchema;

  /** Compiles the rules; refuses a dialect that cannot be read. */
  public ItemReader(ItemRules rules) {
    this.rules = rules;
    this.guard = new TextGuard(rules.text());
    char delimiter = rules.csv().delimiter();
    char quote = rules.csv().quoteChar();
    if (delimiter > 0x7E
        || quote > 0x7E
        || delimiter == quote
        || isLineEnd(delimiter)
        || isLineEnd(quote)) {
      throw new DemarcException(
          DemarcException.Kind.USAGE,
          "csv.delimiter and csv.quoteChar must be two different ASCII characters that end no line",
          "Write for example delimiter: ';' and quoteChar: '\"'.");
    }
    this.csv = new CsvItems(rules);
    this.json = new StrictJson(rules.limits());
    this.itemSchema = new SchemaCheck(rules.itemSchema(), rules.rejectUnknown());
    this.bodySchema = new SchemaCheck(rules.schema(), rules.rejectUnknown());
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r' || c == 0;
  }

  /** Reads a message. */
  public Reading read(byte[] raw) {
    if (raw.length > rules.limits().bytes().count()) {
      return tooLarge(raw);
    }
    if (rules.format() == Format.BINARY) {
      return new Reading(Optional.empty(), List.of(), 0, List.of());
    }
    Text text = guard.read(raw);
    return switch (rules.format()) {
      case CSV -> csv.read(text);
      case NDJSON -> new LineItems(rules, json::parse, itemSchema, text).read();
      case TEXT -> new LineItems(rules, this::plainLine, itemSchema, text).read();
      case JSON -> body(text);
      case BINARY -> throw new IllegalStateException("bytes are no text");
    };
  }

  private Reading tooLarge(byte[] raw) {
    long most = rules.limits().bytes().count();
    long lines = 0;
    for (byte b : raw) {
      lines += b == '\n' ? 1 : 0;
    }
    boolean header = rules.format() == Format.CSV && rules.csv().header();
    Flaw flaw =
        Flaw.whole(
            "size",
            "bytes",
            rules.limits().bytes().toString(),
            most,
            "has " + raw.length + " bytes, more than " + rules.limits().bytes());
    return new Reading(
        Optional.empty(), List.of(), Math.max(0, header ? lines - 1 : lines), List.of(flaw));
  }

  private StrictJson.Result plainLine(byte[] utf8, int from, int to) {
    String line = new String(utf8, from, to - from, StandardCharsets.UTF_8);
    Optional<Pattern> pattern = rules.lines().pattern();
    if (pattern.isPresent() && !Patterns.finds(pattern.get(), line)) {
      return new StrictJson.Broken(
          "schema", "pattern", "", from, "a line does not match the pattern");
    }
    return new StrictJson.Value(JsonNodeFactory.instance.stringNode(line));
  }

  private Reading body(Text text) {
    Flaws flaws = new Flaws();
    text.flaws().forEach(flaws::add);
    text.spots().stream().map(Spot::inWhole).forEach(flaws::add);
    if (!text.spots().isEmpty()) {
      return new Reading(Optional.of(text), List.of(), 1, flaws.inOrder());
    }
    List<Item> items = new ArrayList<>();
    switch (json.parse(text.utf8(), text.from(), text.utf8().length)) {
      case StrictJson.Broken(
              String check,
              String keyword,
              String pointer,
              int at,
              String message) ->
          flaws.add(bodyFlaw(text, check, keyword, pointer, "", at, message));
      case StrictJson.Value(JsonNode node) -> {
        Optional<SchemaCheck.Problem> problem = bodySchema.check(node);
        problem.ifPresent(found ->
            flaws.add(
                new Flaw(
                    "schema",
                    found.keyword(),
                    found.pointer(),
                    found.expected(),
                    found.found(),
                    OptionalLong.empty(),
                    OptionalLong.of(text.given(text.from())),
                    found.message())));
        elements(text, node, problem.isEmpty(), items, flaws);
      }
    }
    return new Reading(Optional.of(text), items, Math.max(1, items.size()), flaws.inOrder());
  }

  /** The items of a body are the elements of an array, else the body itself. */
  private void elements(Text text, JsonNode node, boolean sound, List<Item> items, Flaws flaws) {
    long offset = text.given(text.from());
    List<JsonNode> values = node.isArray() ? List.copyOf(node.values()) : List.of(node);
    for (JsonNode value : values) {
      items.add(new Item(items.size() + 1L, offset, value, sound));
    }
    if (rules.limits().items().isPresent() && values.size() > rules.limits().items().getAsLong()) {
      flaws.add(
          bodyFlaw(
              text,
              "size",
              "items",
              "",
              rules.limits().items().getAsLong() + " items",
              text.from(),
              "more items than " + rules.limits().items().getAsLong()));
    }
  }

  private static Flaw bodyFlaw(
      Text text,
      String check,
      String keyword,
      String pointer,
      String expected,
      int at,
      String message) {
    return new Flaw(
        check,
        keyword,
        pointer,
        expected,
        OptionalLong.empty(),
        OptionalLong.of(text.given(at)),
        message);
  }

  /** The bytes of a message that was read without a flaw, as its component gets them. */
  public Preparation.Prepared prepare(byte[] raw, Reading reading) {
    return reading.text().isEmpty()
        ? new Preparation.Prepared(raw, 0)
        : new Preparation(rules, guard).of(raw, reading.text().get());
  }
}
