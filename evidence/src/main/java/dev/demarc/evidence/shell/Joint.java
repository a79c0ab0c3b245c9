// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.shell;

/** What stands between two commands. */
public enum Joint {
  /** The start or the end of a list. */
  NONE,
  /** {@code &&}. */
  AND,
  /** {@code ||}. */
  OR,
  /** {@code |} or {@code |&}. */
  PIPE,
  /** {@code ;}. */
  SEQUENCE,
  /** {@code &}. */
  BACKGROUND,
  /** The end of a line. */
  NEWLINE
}
