// SPDX-License-Identifier: Apache-2.0
/** Bytes to facts, one package a source. */
@NullMarked
package dev.demarc.evidence;

import org.jspecify.annotations.NullMarked;
