// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.pack;

import dev.demarc.pipeline.digest.Digest;

/**
 * A file of a package.
 *
 * @param path within the package, with slashes
 * @param executable whether it may be run
 * @param bytes its content
 */
public record PackedFile(String path, boolean executable, byte[] bytes) {
  /** The digest of its content. */
  public Digest digest() {
    return Digest.of(bytes);
  }
}
