// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import dev.demarc.contract.MediaType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The boundary table for one field: values at, inside and outside of each of its constraints. */
final class Probes {
  private static final BigDecimal NEAR = new BigDecimal("0.000000001");
  private static final BigDecimal HALF = new BigDecimal("0.5");

  private final Column column;
  private final MediaType.Format format;
  private final List<Probe> probes = new ArrayList<>();

  private Probes(Column column, MediaType.Format format) {
    this.column = column;
    this.format = format;
  }

  /** Every probe, in the order of the table; none is judged yet. */
  static List<Probe> of(Column column, MediaType.Format format, Values values) {
    Probes all = new Probes(column, format);
    all.type();
    all.members();
    String type = column.mainType();
    if (type.equals("integer") || type.equals("number")) {
      all.bounds();
    }
    if (type.equals("string") && column.members().isEmpty()) {
      all.probes.addAll(TextProbes.of(column, values));
    }
    return all.probes;
  }

  private void in(String keyword, String label, String literal) {
    probes.add(Probe.in(keyword, label, new Cell.Literal(literal)));
  }

  private void out(String keyword, String label, String literal) {
    probes.add(Probe.out(keyword, label, new Cell.Literal(literal)));
  }

  private void type() {
    if (column.types().isEmpty()) {
      return;
    }
    boolean nullable = column.nullable();
    if (nullable) {
      probes.add(Probe.in("type", "null", none()));
    } else if (column.required()) {
      probes.add(Probe.out("type", "null", none()));
    }
    switch (column.mainType()) {
      case "integer" -> {
        BigDecimal one = anyNumber();
        in("type", "integer", Values.plain(one));
        for (String text :
            List.of("x", "1.5", "1e400x", "0x10", "1,5", "1_0", "+1", "NaN", "-", "٣")) {
          junk(text);
        }
        if (format == MediaType.Format.CSV) {
          for (String text : List.of(" " + one, one + " ", "00" + one, one + "e0")) {
            junk(text);
          }
        } else {
          in("type", "integer-as-1.0", Values.plain(one) + ".0");
        }
      }
      case "number" -> {
        in("type", "integer", Values.plain(anyNumber()));
        for (String text :
            List.of(
                "x", "1,5", "NaN", "Infinity", "0x1F", ".5", "5.", "1e", "+1", "--1", "1 000")) {
          junk(text);
        }
      }
      case "boolean" -> {
        in("type", "true", "true");
        in("type", "false", "false");
        for (String text : List.of("TRUE", "1", "yes", "t", "0")) {
          junk(text);
        }
      }
      case "string" -> {
        if (format == MediaType.Format.NDJSON) {
          for (String text : List.of("1", "true", "[]", "{}", "1.5")) {
            out("type", "not-" + text, text);
          }
        }
      }
      default -> {}
    }
    if (format == MediaType.Format.NDJSON && !column.mainType().equals("string")) {
      for (String text : List.of("[]", "{}")) {
        out("type", "not-" + text, text);
      }
      probes.add(Probe.out("type", "as-string", new Cell.Text("1")));
    }
  }

  private void junk(String text) {
    Cell cell = format == MediaType.Format.NDJSON ? new Cell.Text(text) : new Cell.Literal(text);
    probes.add(Probe.out("type", "not-" + text.strip(), cell));
  }

  private Cell none() {
    return format == MediaType.Format.NDJSON ? new Cell.Literal("null") : Cell.MISSING;
  }

  private BigDecimal anyNumber() {
    Interval interval = Interval.of(column);
    return interval.holds(BigDecimal.ONE)
        ? BigDecimal.ONE
        : interval.low().or(interval::high).orElse(BigDecimal.ZERO);
  }

  private void members() {
    String keyword = column.schema().has("enum") ? "enum" : "const";
    List<JsonNode> members = column.members();
    for (int i = 0; i < members.size(); i++) {
      probes.add(Probe.in(keyword, "member-" + i, Column.cell(members.get(i))));
      if (members.get(i).isString()) {
        String text = members.get(i).stringValue();
        for (String near : TextProbes.nearMisses(text)) {
          if (members.stream().noneMatch(other -> other.asString("").equals(near))) {
            probes.add(Probe.out(keyword, "near-" + i, new Cell.Text(near)));
          }
        }
      }
    }
    if (!members.isEmpty()) {
      probes.add(Probe.out(keyword, "other", new Cell.Text("no member at all")));
    }
  }

  private void bounds() {
    Interval interval = Interval.of(column);
    for (String keyword : List.of("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum")) {
      Interval.number(column.schema(), keyword)
          .ifPresent(bound -> around(keyword, bound, interval));
    }
    interval.step().ifPresent(step -> multiples(step, interval));
    if (interval.holds(BigDecimal.ZERO)) {
      in("type", "zero", "0");
      in("type", "minus-zero", "-0");
    }
  }

  private void around(String keyword, BigDecimal bound, Interval interval) {
    boolean lower = keyword.endsWith("inimum");
    BigDecimal inward = lower ? BigDecimal.ONE : BigDecimal.ONE.negate();
    List<BigDecimal> steps =
        interval.whole() ? List.of(BigDecimal.ONE) : List.of(BigDecimal.ONE, HALF, NEAR);
    beside(keyword, "b", bound, interval);
    for (BigDecimal step : steps) {
      BigDecimal distance = interval.step().orElse(step).multiply(inward);
      String size = step.toPlainString();
      beside(keyword, "inside-" + size, bound.add(distance), interval);
      beside(keyword, "outside-" + size, bound.subtract(distance), interval);
    }
    String far = (lower ? "-1" : "1") + "0".repeat(30);
    beside(keyword, "far", new BigDecimal(far), interval);
    if (!interval.whole()) {
      out(keyword, "1e308", lower ? "-1e308" : "1e308");
    }
  }

  private void beside(String keyword, String label, BigDecimal value, Interval interval) {
    if (interval.holds(value)) {
      in(keyword, label, Values.plain(value));
    } else {
      out(keyword, label, Values.plain(value));
    }
  }

  private void multiples(BigDecimal step, Interval interval) {
    BigDecimal start =
        interval.low().map(low -> low.subtract(low.remainder(step))).orElse(BigDecimal.ZERO);
    for (int index = 0; index < 4; index++) {
      String i = String.valueOf(index);
      BigDecimal multiple = start.add(step.multiply(BigDecimal.valueOf(index)));
      if (interval.holds(multiple)) {
        in("multipleOf", "m-" + i, Values.plain(multiple));
      }
      for (BigDecimal off : List.of(step.multiply(HALF), step.multiply(NEAR))) {
        Optional.of(multiple.add(off))
            .filter(value -> !interval.whole() || value.stripTrailingZeros().scale() <= 0)
            .ifPresent(value -> out("multipleOf", "off-" + i, Values.plain(value)));
      }
    }
  }
}
