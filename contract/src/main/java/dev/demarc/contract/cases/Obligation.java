// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

/**
 * One half of the duty to try a constraint: something just inside of it, or something just outside.
 *
 * @param schemaPointer JSON pointer to the constrained place in the item schema
 * @param keyword of the schema
 * @param way inside or outside
 */
public record Obligation(String schemaPointer, String keyword, Way way)
    implements Comparable<Obligation> {
  /** Inside or outside of the constraint. */
  public enum Way {
    /** Accepted, at the boundary. */
    HELD,
    /** Refused because of this keyword. */
    VIOLATED
  }

  @Override
  public int compareTo(Obligation other) {
    int order = schemaPointer.compareTo(other.schemaPointer);
    if (order == 0) {
      order = keyword.compareTo(other.keyword);
    }
    return order == 0 ? way.compareTo(other.way) : order;
  }

  @Override
  public String toString() {
    return schemaPointer + "#" + keyword + (way == Way.HELD ? " held" : " violated");
  }
}
