// SPDX-License-Identifier: Apache-2.0
/** Structs that Go source makes, what their fields are given, and where they go. */
@NullMarked
package dev.demarc.evidence.gosource.value;

import org.jspecify.annotations.NullMarked;
