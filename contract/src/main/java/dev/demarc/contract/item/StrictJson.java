// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.item;

import dev.demarc.contract.ItemLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as RFC 8259 has it and no more: no duplicate names, no NaN, nothing after the value, no lone
 * surrogates, no nesting beyond the limit, no numbers of absurd size.
 */
final class StrictJson {
  /** Decimal exponents beyond which a number is refused: no double has them, and sums cost. */
  private static final int LARGEST_EXPONENT = 999;

  private final JsonMapper mapper;
  private final ItemLimits limits;

  /** A value, or why there is none. */
  sealed interface Result {}

  /** The value. */
  record Value(JsonNode node) implements Result {}

  /** Why there is none, and at which byte. */
  record Broken(String check, String keyword, String pointer, int at, String message)
      implements Result {}

  StrictJson(ItemLimits limits) {
    this.limits = limits;
    JsonFactory factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.depth())
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(LARGEST_EXPONENT + 1)
                    .build())
            .build();
    mapper =
        JsonMapper.builder(factory)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
  }

  /** Reads the bytes between two offsets; never throws, whatever they are. */
  Result parse(byte[] utf8, int from, int to) {
    String text = new String(utf8, from, to - from, StandardCharsets.UTF_8);
    if (text.isBlank()) {
      return new Broken("schema", "json", "", from, "is empty, no JSON");
    }
    try {
      JsonNode node = mapper.readTree(text);
      Optional<Broken> flaw = within(node, "", from);
      return flaw.isPresent() ? flaw.get() : new Value(node);
    } catch (StreamConstraintsException e) {
      boolean deep = e.getOriginalMessage().contains("nesting");
      return new Broken(
          "size",
          deep ? "depth" : "number",
          "",
          at(e, text, from),
          deep ? "is nested deeper than " + limits.depth() : "has a number of absurd length");
    } catch (JacksonException e) {
      return broken(e, text, from);
    }
  }

  private static Broken broken(JacksonException e, String text, int from) {
    String said = e.getOriginalMessage();
    String keyword =
        said.startsWith("Duplicate")
            ? "duplicate-key"
            : said.startsWith("Trailing token") ? "trailing-tokens" : "json";
    String message =
        switch (keyword) {
          case "duplicate-key" -> "names one member twice";
          case "trailing-tokens" -> "has text after the JSON value";
          default -> "is no JSON: " + firstSentence(said);
        };
    return new Broken("schema", keyword, "", at(e, text, from), message);
  }

  private static String firstSentence(String said) {
    String line = said.lines().findFirst().orElse("");
    String plain =
        line.replaceAll("'[^']{12,}'", "…").replaceAll("\\('.{1,2}' \\((code [^)]*)\\)\\)", "($1)");
    return Sentences.cut(
        plain.toLowerCase(Locale.ROOT).startsWith("unrecognized token") ? "an unknown word" : plain,
        100);
  }

  private static int at(JacksonException e, String text, int from) {
    if (e.getLocation() == null) {
      return from;
    }
    int chars = (int) Math.clamp(e.getLocation().getCharOffset(), 0L, (long) text.length());
    return from + text.substring(0, chars).getBytes(StandardCharsets.UTF_8).length;
  }

  private Optional<Broken> within(JsonNode node, String pointer, int from) {
    if (node.isString()) {
      return string(node.asString(), pointer, from);
    }
    if (node.isBigDecimal()) {
      long exponent = (long) node.decimalValue().precision() - node.decimalValue().scale();
      return Math.abs(exponent) > LARGEST_EXPONENT
          ? Optional.of(new Broken("size", "number", pointer, from, "has a number beyond 1e999"))
          : Optional.empty();
    }
    int index = 0;
    for (JsonNode element : node.isArray() ? node.values() : List.<JsonNode>of()) {
      Optional<Broken> inner = within(element, pointer + "/" + index++, from);
      if (inner.isPresent()) {
        return inner;
      }
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String at = pointer + JsonPointer.empty().appendProperty(member.getKey());
      Optional<Broken> inner =
          string(member.getKey(), at, from).or(() -> within(member.getValue(), at, from));
      if (inner.isPresent()) {
        return inner;
      }
    }
    return Optional.empty();
  }

  private Optional<Broken> string(String text, String pointer, int from) {
    if (text.length() * 3L > limits.fieldBytes().count()
        && text.getBytes(StandardCharsets.UTF_8).length > limits.fieldBytes().count()) {
      return Optional.of(
          new Broken(
              "size",
              "fieldBytes",
              pointer,
              from,
              "has a string larger than " + limits.fieldBytes()));
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return Optional.of(
            new Broken("charset", "lone-surrogate", pointer, from, "has half of a surrogate pair"));
      }
    }
    return Optional.empty();
  }
}
