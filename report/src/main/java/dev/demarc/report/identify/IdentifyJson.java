// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.identify;

import dev.demarc.identify.IdentifyReport;
import tools.jackson.databind.json.JsonMapper;

/** A report of identify as JSON, schema {@code demarc/identify/1}. */
public final class IdentifyJson {
  private IdentifyJson() {}

  /** One object, indented, with a line feed at the end. */
  public static String of(IdentifyReport report) {
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(report.tree())
        + "\n";
  }
}
