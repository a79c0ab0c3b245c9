// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A JSON Schema of a contract that refers to nothing outside of itself, and where its parts came
 * from.
 *
 * @param json the schema; schemas of other files stand in {@code $defs} under {@code demarc-N}
 * @param origins by the pointer of a part in {@code json}: where that part was written
 */
public record BundledSchema(JsonNode json, Map<String, Origin> origins) {
  /** Copies the map. */
  public BundledSchema {
    origins = Map.copyOf(origins);
  }

  /** A place in a file. */
  public record Origin(Document document, String pointer) {}

  /** Where a part of the bundled schema was written. */
  public Origin origin(String pointer) {
    String at = pointer;
    while (true) {
      Origin origin = origins.get(at);
      if (origin != null) {
        return new Origin(origin.document(), origin.pointer() + pointer.substring(at.length()));
      }
      if (at.isEmpty()) {
        throw new IllegalStateException("a bundled schema without an origin of its root");
      }
      at = Pointers.parent(at);
    }
  }
}
