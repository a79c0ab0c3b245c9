// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

/**
 * Files of an input that were not looked at, by why.
 *
 * @param reason the folder that they lie in ({@code vendor}, {@code testdata}), or {@code hidden},
 *     {@code underscore}, {@code gitignore}, {@code excluded}, {@code generated}
 * @param files how many
 * @param more true when counting was given up: there are more
 */
public record LeftOut(String reason, int files, boolean more) {}
