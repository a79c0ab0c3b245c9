// SPDX-License-Identifier: Apache-2.0
/** What ends the connections of remote_write, and what that costs. */
@NullMarked
package dev.demarc.risks.remotewrite;

import org.jspecify.annotations.NullMarked;
