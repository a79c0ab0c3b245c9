// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline;

import dev.demarc.pipeline.verify.LayoutVerifier;
import dev.demarc.pipeline.verify.VerifyReport;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Stands in for the command line in tests: {@code verify LAYOUT --key K --log L --format json}. */
final class VerifyProgram {
  private VerifyProgram() {}

  /** Verifies and ends with the exit code of the vocabulary. */
  public static void main(String[] arguments) {
    VerifyReport report =
        LayoutVerifier.verify(
            Path.of(arguments[1]), Path.of(arguments[3]), Optional.of(Path.of(arguments[5])));
    new PrintStream(System.out, true, StandardCharsets.UTF_8).println(report.json());
    int exit =
        switch (report.ending()) {
          case VERIFIED -> 0;
          case BROKEN -> 1;
          case CANNOT -> 3;
        };
    Runtime.getRuntime().exit(exit);
  }
}
