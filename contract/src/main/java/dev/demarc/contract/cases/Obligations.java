// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import dev.demarc.contract.MediaType;
import java.util.ArrayList;
import java.util.List;

/** Which constraints of a field are to be tried, and which of them a format can break at all. */
final class Obligations {
  private static final List<String> KEYWORDS =
      List.of(
          "enum",
          "const",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "pattern",
          "format");

  private Obligations() {}

  /** The keywords of a field that Demarc makes cases for. */
  static List<String> keywords(Column column) {
    List<String> keywords = new ArrayList<>();
    if (column.schema().has("type")) {
      keywords.add("type");
    }
    KEYWORDS.stream().filter(column.schema()::has).forEach(keywords::add);
    return keywords;
  }

  /**
   * Whether an input of this format can break the keyword: in CSV every field is a string or
   * nothing, so a nullable string cannot have the wrong type, and an empty one cannot be given.
   */
  static boolean canBeViolated(Column column, String keyword, MediaType.Format format) {
    boolean csv = format == MediaType.Format.CSV;
    return switch (keyword) {
      case "type" ->
          format != MediaType.Format.TEXT
              && !(csv
                  && column.mainType().equals("string")
                  && (column.nullable() || !column.required()));
      case "minLength" -> column.count("minLength").orElse(0) > (csv ? 1 : 0);
      default -> true;
    };
  }
}
