// SPDX-License-Identifier: Apache-2.0
/** Deadlines that net/http leaves to its user, and transports that are made too often. */
@NullMarked
package dev.demarc.risks.httptimeouts;

import org.jspecify.annotations.NullMarked;
