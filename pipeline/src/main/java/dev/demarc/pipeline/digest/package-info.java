// SPDX-License-Identifier: Apache-2.0
/** SHA-256 digests as values; the only thing that the writer and the verifier share. */
@NullMarked
package dev.demarc.pipeline.digest;

import org.jspecify.annotations.NullMarked;
