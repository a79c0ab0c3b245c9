// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Dimension 1. The work on bytes goes in this order: bom, charset, newlines, schema.
 *
 * @param channel how the bytes reach the component
 * @param mediaType what they are
 * @param bom what to do with a byte order mark
 * @param charsets accepted encodings, lower case; the first is the default
 * @param malformed what to do with bytes that are no text
 * @param maxMalformed how many such sequences are allowed
 * @param newlines what the component gets, outside quoted fields
 * @param csv the dialect, for {@code text/csv}
 * @param lines the form of lines, for plain text
 * @param itemSchema JSON Schema 2020-12 of one row, line or event
 * @param schema JSON Schema 2020-12 of one JSON body
 * @param rejectUnknown refuse properties that the schema does not name, whatever it says
 * @param limits sizes
 */
public record Input(
    Channel channel,
    MediaType mediaType,
    Bom bom,
    List<String> charsets,
    Malformed malformed,
    int maxMalformed,
    Newlines newlines,
    Optional<Csv> csv,
    Optional<Lines> lines,
    Optional<JsonNode> itemSchema,
    Optional<JsonNode> schema,
    boolean rejectUnknown,
    ItemLimits limits) {

  /** How the bytes reach the component. */
  public enum Channel {
    /** Standard input. */
    STDIN,
    /** A file whose path replaces <code>{input}</code>. */
    FILE
  }

  /** What to do with a byte order mark at the start. */
  public enum Bom {
    /** Refuse. */
    FORBID,
    /** Remove, count, say. */
    STRIP,
    /** Refuse its absence. */
    REQUIRE,
    /** Pass it on. */
    KEEP
  }

  /** What to do with bytes that are no text in the charset. */
  public enum Malformed {
    /** Refuse the input. */
    REJECT,
    /** Replace each by U+FFFD, and count. */
    REPLACE,
    /** Drop each, and count. */
    DROP
  }

  /** Line ends that the component gets, outside quoted fields. */
  public enum Newlines {
    /** As they came. */
    KEEP,
    /** Line feed. */
    LF,
    /** Carriage return and line feed. */
    CRLF
  }

  /** Copies the list. */
  public Input {
    charsets = List.copyOf(charsets);
  }

  /**
   * A dialect of CSV, in the words of Frictionless Table Dialect v2.
   *
   * @param delimiter between fields
   * @param quoteChar around fields
   * @param header whether the first row names the fields
   * @param fields names in order; empty: the properties of itemSchema
   * @param fieldsMatch how the header must match the fields
   * @param missingValues texts that mean null
   * @param primaryKey fields that are unique together; may be empty
   * @param ragged what to do with a row of another width
   * @param skipBlankLines ignore empty lines instead of refusing them
   * @param lineTerminator which line ends are allowed
   */
  public record Csv(
      char delimiter,
      char quoteChar,
      boolean header,
      List<String> fields,
      FieldsMatch fieldsMatch,
      List<String> missingValues,
      List<String> primaryKey,
      Ragged ragged,
      boolean skipBlankLines,
      Terminator lineTerminator) {
    /** Copies the lists. */
    public Csv {
      fields = List.copyOf(fields);
      missingValues = List.copyOf(missingValues);
      primaryKey = List.copyOf(primaryKey);
    }
  }

  /** How a header must match the declared fields. */
  public enum FieldsMatch {
    /** Same names, same order. */
    EXACT,
    /** Same names, any order. */
    EQUAL,
    /** Only declared names; some may be missing (Table Schema v2: the schema is the superset). */
    SUPERSET,
    /** All declared names; more are allowed (Table Schema v2: the schema is the subset). */
    SUBSET
  }

  /** What to do with a row of another width than the header. */
  public enum Ragged {
    /** Refuse. */
    FORBID,
    /** Fill with missing values. */
    PAD,
    /** Cut. */
    TRUNCATE
  }

  /** Allowed line ends. */
  public enum Terminator {
    /** Line feed. */
    LF,
    /** Carriage return and line feed. */
    CRLF,
    /** Either; never a bare carriage return. */
    ANY
  }
}
