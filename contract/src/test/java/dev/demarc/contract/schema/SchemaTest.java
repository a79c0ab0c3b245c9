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
}
