// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.check;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** What the gate says about an input. */
public sealed interface Admission {
  /**
   * May pass.
   *
   * @param bytes what the component gets, after the preparation that the contract names
   * @param items rows, lines or JSON values, decoded; for relations and counts. Cannot be changed;
   *     rows are decoded each time they are asked for, so hold what you need twice
   * @param repairs what was changed on the way
   */
  record Accepted(byte[] bytes, List<JsonNode> items, Repairs repairs) implements Admission {}

  /**
   * Refused: the component sees no byte.
   *
   * @param violations at least one, in order of offset; one for each bad row where rows can be told
   *     apart, at most 10,000
   * @param items how many rows or items the input seems to hold, as far as that can be told
   */
  record Refused(List<Violation> violations, long items) implements Admission {
    /** Copies the list. */
    public Refused {
      violations = List.copyOf(violations);
    }
  }

  /**
   * What preparation changed; all zero when the bytes passed as they came.
   *
   * @param bom 1 when a byte order mark was removed
   * @param newlines line ends rewritten
   * @param malformed byte sequences replaced or dropped
   * @param droppedBytes bytes that those sequences had
   */
  record Repairs(int bom, long newlines, long malformed, long droppedBytes) {
    /** Nothing was changed. */
    public static final Repairs NONE = new Repairs(0, 0, 0, 0);
  }
}
