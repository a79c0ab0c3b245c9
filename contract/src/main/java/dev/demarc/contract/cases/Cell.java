// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

/** The value of one field, before it becomes bytes of some format. */
public sealed interface Cell {
  /** A string, to be quoted as the format wants. */
  record Text(String text) implements Cell {}

  /** Something written as it stands: a number, {@code true}, {@code null}, or what is none. */
  record Literal(String text) implements Cell {}

  /** No value: the first missing value of the dialect, or no property at all. */
  record Missing() implements Cell {}

  /** No value. */
  Cell MISSING = new Missing();
}
