// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.shell;

/**
 * Where a script comes from and what runs it.
 *
 * @param kind of the file that holds it
 * @param scope as in {@link dev.demarc.evidence.environment.Setting#scope()}: scripts and settings
 *     of one file with equal scopes meet in one environment
 * @param dialect the shell: {@code sh}, {@code bash}, {@code pwsh}, {@code cmd}, …
 * @param errexit true when the first command that fails ends it: {@code bash -e} of a CI step, a
 *     {@code set -e} at its head, each line of a recipe
 */
public record ScriptOrigin(Kind kind, String scope, String dialect, boolean errexit) {
  /** The kinds of files that hold scripts. */
  public enum Kind {
    /** A script of its own. */
    FILE,
    /** {@code RUN} in shell form. */
    DOCKERFILE,
    /** A step of a CI file. */
    CI,
    /** A recipe of a Makefile. */
    MAKE
  }
}
