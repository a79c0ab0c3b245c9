// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.schema;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** A compiled JSON Schema 2020-12; {@code format} asserts. Safe for many threads. */
public interface Schema {
  /**
   * Everything in which the value breaks the schema, in order of its pointers; empty when it is
   * valid.
   */
  List<SchemaProblem> validate(JsonNode value);

  /** True when the value is valid. */
  default boolean accepts(JsonNode value) {
    return validate(value).isEmpty();
  }

  /**
   * Compiles a schema that refers to nothing outside of itself; one that cannot be compiled is
   * refused with {@link IllegalArgumentException}.
   */
  static Schema compile(JsonNode schema) {
    return new NetworkntSchema(schema);
  }
}
