// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is asked of the pipeline.
 *
 * @param component folder of the component, inside a git repository
 * @param contract contract file; empty: the one contract in the folder
 * @param commit what to release; must be what is checked out, {@code HEAD} by default
 * @param key PEM file with a PKCS#8 P-256 key; empty: the development key of this user
 * @param layout where the OCI layout goes; empty: {@code .demarc/layout/NAME}
 * @param allowDirty package the working copy although it differs from the commit; never a release
 * @param cwd folder of the caller; paths in messages are relative to it
 * @param program who runs the pipeline
 */
public record Request(
    Path component,
    Optional<Path> contract,
    String commit,
    Optional<Path> key,
    Optional<Path> layout,
    boolean allowDirty,
    Path cwd,
    Program program) {

  /** A plain request for a folder: the commit that is checked out and the development key. */
  public static Request of(Path component, Path cwd, Program program) {
    return new Request(
        component,
        Optional.empty(),
        "HEAD",
        Optional.empty(),
        Optional.empty(),
        false,
        cwd,
        program);
  }

  /**
   * The Demarc that runs.
   *
   * @param version goes into statements
   * @param self command that starts another Demarc, without arguments; the last stage verifies in
   *     that new process
   * @param name how the caller started it, for {@code Reproduce:} lines: {@code ./demarc}
   * @param build digest of what it is made of, for keys of the cache; empty text: it is computed
   */
  public record Program(String version, List<String> self, String name, String build) {
    /** Copies the list. */
    public Program {
      self = List.copyOf(self);
    }
  }
}
