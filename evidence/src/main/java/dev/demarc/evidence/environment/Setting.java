// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.environment;

import dev.demarc.evidence.Place;

/**
 * One environment variable that some file sets: {@code ENV}, an {@code env:} map, an assignment of
 * Make or of a shell, a line of an .env file or of a unit, {@code go env -w}, {@code os.Setenv}.
 * Every reader that meets one makes this same fact, so that a rule about a variable is written
 * once.
 *
 * @param value with its quotes taken off; references such as {@code $X} stay as they are written
 * @param constant true when the value holds no reference, substitution or template
 * @param source the kind of file
 * @param scope settings and scripts of one file with equal scopes meet in one environment: the
 *     stage of a Dockerfile, {@code workflow} or the job of a CI file; empty for the whole file
 * @param place of name and value together
 */
public record Setting(
    String name, String value, boolean constant, Source source, String scope, Place place) {
  /** The kinds of files that set variables. */
  public enum Source {
    /** {@code ENV} or {@code ARG} of a Dockerfile, or a command of its {@code RUN}. */
    DOCKERFILE,
    /** A CI file: a map of variables, or a command of a step. */
    CI,
    /** A Makefile: a variable, or a command of a recipe. */
    MAKE,
    /** A shell script: an assignment, {@code export}, {@code env X=y}, {@code go env -w}. */
    SHELL,
    /** A {@code .env} file. */
    ENV,
    /** {@code Environment=} of a systemd unit. */
    UNIT,
    /** A {@code go.env} file. */
    GOENV,
    /** Go source: {@code os.Setenv}, or a constant of {@code cmd.Env}. */
    GO
  }

  /** True when the value is exactly this, and says so without any reference. */
  public boolean is(String exactly) {
    return constant && value.equals(exactly);
  }

  /** True for a value that counts as unset to the go command. */
  public boolean isEmpty() {
    return constant && value.isEmpty();
  }
}
