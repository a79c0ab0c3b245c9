// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import dev.demarc.contract.Bytes;
import dev.demarc.contract.Input;
import dev.demarc.contract.ItemLimits;
import dev.demarc.contract.Lines;
import dev.demarc.contract.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** Dimension 1 from its section, with the defaults of the vocabulary. */
final class InputModel {
  static final String AT = "/spec/input";

  private final Values values;
  private final Map<String, BundledSchema> schemas;

  InputModel(Values values, Map<String, BundledSchema> schemas) {
    this.values = values;
    this.schemas = schemas;
  }

  Input build() {
    MediaType mediaType = mediaType(values, AT);
    List<String> charsets = values.texts(AT + "/charsets");
    return new Input(
        values.word(AT + "/channel", Input.Channel.class, Input.Channel.STDIN),
        mediaType,
        bom(),
        charsets.isEmpty()
            ? List.of("utf-8")
            : charsets.stream().map(charset -> charset.toLowerCase(Locale.ROOT)).toList(),
        values.word(AT + "/malformed", Input.Malformed.class, Input.Malformed.REJECT),
        values.number(AT + "/maxMalformed").orElse(0),
        values.word(AT + "/preprocess/newlines", Input.Newlines.class, Input.Newlines.KEEP),
        mediaType.format() == MediaType.Format.CSV || values.has(AT + "/csv")
            ? Optional.of(csv())
            : Optional.empty(),
        values.has(AT + "/lines") ? Optional.of(lines(values, AT)) : Optional.empty(),
        schema(AT + "/itemSchema"),
        schema(AT + "/schema"),
        values.text(AT + "/unknownProperties", "schema").equals("reject"),
        limits(values, AT));
  }

  static MediaType mediaType(Values values, String at) {
    String otherwise =
        values.has(at + "/openapi") ? "application/json" : "application/octet-stream";
    return new MediaType(values.text(at + "/mediaType", otherwise));
  }

  /** The article's {@code bom_check: true} means {@code bom: strip}. */
  private Input.Bom bom() {
    Input.Bom otherwise =
        values.flag(AT + "/bom_check", false) ? Input.Bom.STRIP : Input.Bom.FORBID;
    return values.word(AT + "/bom", Input.Bom.class, otherwise);
  }

  private Optional<JsonNode> schema(String pointer) {
    return Optional.ofNullable(schemas.get(pointer)).map(BundledSchema::json);
  }

  private Input.Csv csv() {
    String at = AT + "/csv";
    return new Input.Csv(
        values.text(at + "/delimiter", ",").charAt(0),
        values.text(at + "/quoteChar", "\"").charAt(0),
        values.flag(at + "/header", true),
        values.texts(at + "/fields"),
        values.word(at + "/fieldsMatch", Input.FieldsMatch.class, Input.FieldsMatch.EXACT),
        values.has(at + "/missingValues") ? values.texts(at + "/missingValues") : List.of(""),
        values.texts(at + "/primaryKey"),
        values.word(at + "/ragged", Input.Ragged.class, Input.Ragged.FORBID),
        values.text(at + "/blankLines", "forbid").equals("skip"),
        values.word(at + "/lineTerminator", Input.Terminator.class, Input.Terminator.ANY));
  }

  static Lines lines(Values values, String at) {
    return new Lines(
        values.pattern(at + "/lines/pattern"),
        values.word(at + "/lines/terminator", Input.Terminator.class, Input.Terminator.ANY),
        values.text(at + "/lines/finalNewline", "any").equals("require"));
  }

  static ItemLimits limits(Values values, String at) {
    ItemLimits defaults = ItemLimits.DEFAULT;
    Bytes bytes = values.bytes(at + "/limits/bytes").orElse(defaults.bytes());
    Optional<Long> items = values.large(at + "/limits/items");
    return new ItemLimits(
        bytes,
        items.isPresent() ? OptionalLong.of(items.get()) : OptionalLong.empty(),
        values.bytes(at + "/limits/itemBytes").orElse(defaults.itemBytes()),
        values.bytes(at + "/limits/fieldBytes").orElse(defaults.fieldBytes()),
        values.number(at + "/limits/depth").orElse(defaults.depth()));
  }
}
