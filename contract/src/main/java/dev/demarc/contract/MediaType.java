// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract;

import java.util.Locale;
import java.util.Optional;

/** A media type and the family of formats by which Demarc reads it. */
public record MediaType(String text) {
  /** How bytes of a media type are read. */
  public enum Format {
    /** Rows with a header: {@code text/csv}. */
    CSV,
    /** One JSON value a line: {@code application/x-ndjson} and its other names. */
    NDJSON,
    /** One JSON value: {@code application/json} and {@code +json}. */
    JSON,
    /** Lines: {@code text/*}. */
    TEXT,
    /** Anything else: bytes. */
    BINARY
  }

  /** The type without parameters, lower case. */
  public String essence() {
    int end = text.indexOf(';');
    return (end < 0 ? text : text.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /** The family of formats. */
  public Format format() {
    String essence = essence();
    return switch (essence) {
      case "text/csv" -> Format.CSV;
      case "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/x-jsonlines" ->
          Format.NDJSON;
      default -> {
        if (essence.equals("application/json") || essence.endsWith("+json")) {
          yield Format.JSON;
        }
        yield essence.startsWith("text/") ? Format.TEXT : Format.BINARY;
      }
    };
  }

  /**
   * What this version makes of a type that has items of its own, but that it cannot take apart;
   * empty when it reads the type as what it is.
   */
  public Optional<String> readOtherwise() {
    return switch (essence()) {
      case "text/tab-separated-values" -> Optional.of("lines of text, not rows");
      case "text/event-stream" -> Optional.of("lines of text, not events");
      case "application/json-seq" -> Optional.of("bytes, not JSON values");
      default -> Optional.empty();
    };
  }
}
