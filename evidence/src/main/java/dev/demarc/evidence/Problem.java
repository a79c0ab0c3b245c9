// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence;

/**
 * Something of an input that could not be read. It is a value, because one bad file must neither
 * stop the reading of the others nor be hidden: {@code lost} says what the reader does not know.
 *
 * @param problem one word for the class of it, such as {@code unreadable}, {@code parse-degraded}
 *     or {@code too-large}
 */
public record Problem(String file, int line, String problem, String text, String lost) {}
