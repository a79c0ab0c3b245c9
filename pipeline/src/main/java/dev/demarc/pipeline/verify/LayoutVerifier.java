// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.verify;

import java.nio.file.Path;
import java.util.Optional;

/** Verifies an OCI layout with nothing but a public key and, when given, the log's folder. */
public final class LayoutVerifier {
  private LayoutVerifier() {}

  /**
   * Checks everything in the layout: digests, graph, signatures, subjects, predicate types, the
   * log. Never throws for what the layout holds.
   *
   * @param layout folder with {@code oci-layout} and {@code index.json}
   * @param publicKey PEM file, {@code PUBLIC KEY}
   * @param log folder of the log, with its {@code log.vkey}; empty: inclusion is not checked
   */
  @SuppressWarnings("DoNotCallSuggester")
  public static VerifyReport verify(Path layout, Path publicKey, Optional<Path> log) {
    throw new UnsupportedOperationException("not yet: " + layout + publicKey + log);
  }
}
