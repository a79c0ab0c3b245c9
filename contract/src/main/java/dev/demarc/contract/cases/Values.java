// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Valid values for the fields of a shape. */
final class Values {
  private static final String LETTERS =
      "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final int USUAL_LENGTH = 24;

  private final Map<String, Optional<Words>> words = new HashMap<>();

  /** The words of a string column's pattern, with its bounds of length. */
  Optional<Words> words(Column column) {
    return words.computeIfAbsent(
        column.pointer(),
        _ ->
            Words.of(
                column.schema().path("pattern").asString(""),
                column.count("minLength").orElse(0),
                column.count("maxLength").orElse(256)));
  }

  /** True for a column of texts whose pattern gives none. */
  boolean unmade(Column column) {
    return column.members().isEmpty() && column.schema().has("pattern") && words(column).isEmpty();
  }

  /** A drawn valid value. */
  Cell draw(Column column, RandomGenerator random) {
    if (!column.members().isEmpty()) {
      return Column.cell(column.members().get(random.nextInt(column.members().size())));
    }
    if (column.nullable() && !column.key() && random.nextInt(6) == 0) {
      return Cell.MISSING;
    }
    return switch (column.mainType()) {
      case "integer", "number" -> new Cell.Literal(plain(Interval.of(column).draw(random)));
      case "boolean" -> new Cell.Literal(random.nextBoolean() ? "true" : "false");
      case "array" -> new Cell.Literal("[]");
      case "object" -> new Cell.Literal("{}");
      default -> new Cell.Text(text(column, random));
    };
  }

  /** The plainest valid value, for making failing inputs smaller. */
  Cell plainest(Column column) {
    if (!column.members().isEmpty()) {
      return Column.cell(column.members().getFirst());
    }
    if (column.nullable()) {
      return Cell.MISSING;
    }
    return switch (column.mainType()) {
      case "integer", "number" -> new Cell.Literal(plain(plainestNumber(Interval.of(column))));
      case "boolean" -> new Cell.Literal("true");
      default ->
          new Cell.Text(
              column.schema().has("pattern")
                  ? words(column).map(Words::shortest).orElse("")
                  : "a".repeat(column.count("minLength").orElse(1)));
    };
  }

  private static BigDecimal plainestNumber(Interval interval) {
    for (BigDecimal candidate : List.of(BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.TEN)) {
      if (interval.holds(candidate)) {
        return candidate;
      }
    }
    return interval.low().or(interval::high).orElse(BigDecimal.ZERO);
  }

  private String text(Column column, RandomGenerator random) {
    if (column.schema().has("pattern")) {
      return words(column).map(language -> language.drawn(random)).orElse("");
    }
    if (column.schema().has("format")) {
      List<String> good = Formats.good(column.schema().path("format").asString(""));
      return good.isEmpty() ? "a" : good.get(random.nextInt(good.size()));
    }
    int min = Math.max(1, column.count("minLength").orElse(1));
    int max =
        Math.max(min, Math.min(column.count("maxLength").orElse(USUAL_LENGTH), min + USUAL_LENGTH));
    int length = random.nextInt(min, max + 1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString().startsWith(" ") || text.toString().endsWith(" ")
        ? "a".repeat(min) + text.substring(Math.min(min, text.length())).strip()
        : text.toString();
  }

  static String plain(BigDecimal number) {
    return number.toPlainString();
  }
}
