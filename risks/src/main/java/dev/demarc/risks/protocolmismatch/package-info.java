// SPDX-License-Identifier: Apache-2.0
/** What a handler says of its answer, and what it sends. */
@NullMarked
package dev.demarc.risks.protocolmismatch;

import org.jspecify.annotations.NullMarked;
