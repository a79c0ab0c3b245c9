// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract;

import java.nio.file.Path;

/**
 * A component contract as values: every default is filled in, every number has its unit. Made by
 * {@code dev.demarc.contract.source.ContractReader}.
 *
 * @param file the file it was read from
 * @param digest {@code sha256:HEX} of the file's bytes
 * @param metadata who this is
 * @param component the foreign part
 * @param input dimension 1
 * @param output dimension 2
 * @param lifecycle dimension 3
 * @param resources dimension 4
 * @param isolation strength of the boundary
 * @param tests how it is tested
 */
public record Contract(
    Path file,
    String digest,
    Metadata metadata,
    Component component,
    Input input,
    Output output,
    Lifecycle lifecycle,
    Resources resources,
    Isolation isolation,
    Tests tests) {

  /** The folder that relative paths of the contract start from. */
  public Path folder() {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }
}
