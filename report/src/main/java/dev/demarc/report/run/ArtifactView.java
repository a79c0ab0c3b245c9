// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.run;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a run packaged, signed and logged.
 *
 * @param digest of the artifact's manifest, {@code sha256:HEX}
 * @param layout the OCI layout it lies in, as given or relative to the working directory
 * @param keyId of the key that signed; empty text when nothing was signed
 * @param statements signed statements about it, in order
 * @param logIndex of the first entry in the log; empty when it was not logged
 * @param logRoot {@code sha256:HEX} of the tree at that checkpoint; empty text when not logged
 * @param files what was packaged
 */
public record ArtifactView(
    String digest,
    String layout,
    String keyId,
    List<Statement> statements,
    OptionalLong logIndex,
    String logRoot,
    List<PackagedFile> files) {

  /** Copies the lists. */
  public ArtifactView {
    statements = List.copyOf(statements);
    files = List.copyOf(files);
  }

  /**
   * One signed statement.
   *
   * @param type predicate type, a URI
   * @param result its own word, for example {@code PASSED}; empty text when it has none
   * @param digest of its manifest or envelope, {@code sha256:HEX}
   */
  public record Statement(String type, String result, String digest) {}

  /**
   * One packaged file.
   *
   * @param path within the package
   * @param size in bytes
   * @param digest {@code sha256:HEX}
   */
  public record PackagedFile(String path, long size, String digest) {}
}
