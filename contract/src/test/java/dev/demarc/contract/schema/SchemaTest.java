// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SchemaTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Test
  void problemsNamePointerAndKeyword() {
    Schema schema =
        Schema.compile(
            JSON.readTree(
                """
                {"type":"object","required":["a"],"properties":{"a":{"type":"integer","maximum":3},"d":{"format":"date"}}}
                """));
    assertThat(schema.accepts(JSON.readTree("{\"a\":3}"))).isTrue();
    assertThat(schema.validate(JSON.readTree("{\"a\":4,\"d\":\"2026-02-30\"}")))
        .extracting(SchemaProblem::pointer, SchemaProblem::keyword)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("/a", "maximum"),
            org.assertj.core.groups.Tuple.tuple("/d", "format"));
    assertThat(schema.validate(JSON.readTree("{}")))
        .extracting(SchemaProblem::keyword)
        .containsExactly("required");
  }

  @Test
  void numbersBeyond64BitsAreComparedAndNeverThrow() {
    Schema integer =
        Schema.compile(JSON.readTree("{\"type\":\"integer\",\"minimum\":1,\"maximum\":999}"));
    Schema number = Schema.compile(JSON.readTree("{\"type\":\"number\",\"minimum\":1}"));
    for (String large : new String[] {"1e20", "100000000000000000000", "1e999999999", "1e308"}) {
      var value =
          tools.jackson.databind.node.JsonNodeFactory.instance.numberNode(
              new java.math.BigDecimal(large));
      assertThat(integer.accepts(value)).isFalse();
      assertThat(number.accepts(value)).isTrue();
      assertThat(number.accepts(JSON.createArrayNode().add(value))).isFalse();
    }
    assertThat(integer.accepts(JSON.readTree("1e20"))).isFalse();
    assertThat(integer.accepts(JSON.readTree("-1e300"))).isFalse();
    assertThat(number.accepts(JSON.readTree("9300000000000000000.5"))).isTrue();
  }

  @Test
  void textOnWhichAPatternTakesForEverIsNotValid() {
    Schema schema = Schema.compile(JSON.readTree("{\"pattern\":\"^.*.*.*.*.*.*b$\"}"));
    String hostile = "a".repeat(300);
    assertThat(schema.validate(JSON.createArrayNode().add(hostile).get(0)))
        .extracting(SchemaProblem::keyword)
        .containsExactly(SchemaProblem.UNCHECKED);
    assertThat(schema.accepts(JSON.createArrayNode().add("aab").get(0))).isTrue();
    assertThat(schema.accepts(JSON.createArrayNode().add("aab\n").get(0))).isFalse();
  }

  @Test
  void whatCannotBeCompiledIsRefused() {
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> Schema.compile(JSON.readTree("{\"pattern\":\"(\"}")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
