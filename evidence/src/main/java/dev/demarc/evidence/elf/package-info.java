// SPDX-License-Identifier: Apache-2.0
/**
 * Executables, as far as they say which runtime is inside. Formats: elf(5); the build information
 * of Go as debug/buildinfo of go1.26 reads it (flags bit 2: strings in place; without it, two
 * pointers, as Go 1.13 to 1.17 wrote them).
 */
@NullMarked
package dev.demarc.evidence.elf;

import org.jspecify.annotations.NullMarked;
