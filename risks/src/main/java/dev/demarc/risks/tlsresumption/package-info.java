// SPDX-License-Identifier: Apache-2.0
/** Why TLS clients pay a full handshake each time, and what a resumed one skips. */
@NullMarked
package dev.demarc.risks.tlsresumption;

import org.jspecify.annotations.NullMarked;
