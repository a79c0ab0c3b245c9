// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract;

import java.util.List;
import java.util.OptionalInt;

/**
 * How strong the boundary must be.
 *
 * @param minLevel below it Demarc refuses to start
 * @param require controls without which Demarc refuses to start, in the words of the meta-schema
 * @param network {@code none}, {@code loopback} or {@code host}
 * @param readOnlyPaths besides own files and libraries
 * @param readWritePaths besides TMPDIR
 * @param tmp size of the private TMPDIR
 * @param seccomp {@code RuntimeDefault}, {@code Unconfined} or a path
 * @param runAsUser user id; empty: Demarc's own, 65534 when that is root
 */
public record Isolation(
    Level minLevel,
    List<String> require,
    String network,
    List<String> readOnlyPaths,
    List<String> readWritePaths,
    Bytes tmp,
    String seccomp,
    OptionalInt runAsUser) {
  /** Copies the lists. */
  public Isolation {
    require = List.copyOf(require);
    readOnlyPaths = List.copyOf(readOnlyPaths);
    readWritePaths = List.copyOf(readWritePaths);
  }
}
