// SPDX-License-Identifier: Apache-2.0
/** Keys, in-toto statements, DSSE envelopes and sigstore bundles, signed without randomness. */
@NullMarked
package dev.demarc.pipeline.sign;

import org.jspecify.annotations.NullMarked;
