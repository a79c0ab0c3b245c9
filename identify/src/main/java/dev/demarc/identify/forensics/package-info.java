// SPDX-License-Identifier: Apache-2.0
/**
 * Identify of what was recorded and of what runs: finds the reader of a capture by its content,
 * lets the rules judge, and joins what several sources say of one subject.
 */
@NullMarked
package dev.demarc.identify.forensics;

import org.jspecify.annotations.NullMarked;
