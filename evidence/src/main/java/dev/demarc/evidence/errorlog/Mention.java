// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.errorlog;

/**
 * An error in a line.
 *
 * @param from where its words begin in the line
 * @param to where they end
 * @param isSetOff whether marks set it off, as behind {@code ": "} or in quotes: in a sentence the
 *     same words may mean something else
 */
record Mention(Errno errno, int from, int to, boolean isSetOff) {}
