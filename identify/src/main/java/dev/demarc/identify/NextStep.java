// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

/**
 * What to collect to decide or to confirm.
 *
 * @param why what it will show
 * @param command ready to paste; it only reads
 */
public record NextStep(String why, String command) {}
