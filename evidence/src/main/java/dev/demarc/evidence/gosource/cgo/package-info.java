// SPDX-License-Identifier: Apache-2.0
/** The calls that Go source makes to C. */
@NullMarked
package dev.demarc.evidence.gosource.cgo;

import org.jspecify.annotations.NullMarked;
