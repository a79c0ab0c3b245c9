// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.run;

/**
 * A part that the host starts and that its language does not govern.
 *
 * @param name program or script as the source names it; {@code ?} when it is a variable
 * @param kind {@code process}, {@code shell}, {@code interpreter} …
 * @param file where it is started, relative to the repository
 * @param line 1-based
 * @param contract the contract that governs it; empty text when none does
 */
public record ForeignView(String name, String kind, String file, int line, String contract) {}
