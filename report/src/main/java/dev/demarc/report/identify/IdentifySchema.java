// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.identify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON Schema of the report, for programs that read it. */
public final class IdentifySchema {
  private IdentifySchema() {}

  /** The schema of {@code demarc/identify/1}, as text. */
  public static String text() {
    try (InputStream in = IdentifySchema.class.getResourceAsStream("identify.schema.json")) {
      if (in == null) {
        throw new IllegalStateException("identify.schema.json is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
