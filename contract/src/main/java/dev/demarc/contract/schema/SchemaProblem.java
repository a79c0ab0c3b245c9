// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.schema;

/**
 * One way in which a value breaks a schema.
 *
 * @param pointer JSON pointer into the value; {@code ""} for the whole
 * @param keyword of the schema that failed
 * @param schemaPointer JSON pointer to that keyword in the schema
 * @param message one sentence
 */
public record SchemaProblem(String pointer, String keyword, String schemaPointer, String message) {
  /** The keyword of a value that could not be checked to the end: it counts as not valid. */
  public static final String UNCHECKED = "unchecked";
}
