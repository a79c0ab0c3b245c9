// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence;

/**
 * Something of an input that could not be read. It is a value, because one bad file must neither
 * stop the reading of the others nor be hidden: {@code lost} says what the reader does not know.
 *
 * @param problem one word for the class of it, such as {@code unreadable}, {@code parse-degraded},
 *     {@code too-large} of bytes, or {@link #TOO_MANY} of anything else
 */
public record Problem(String file, int line, String problem, String text, String lost) {
  /** More of something than is kept: lines, names, connections, files. */
  public static final String TOO_MANY = "too-many";
}
