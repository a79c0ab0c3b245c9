// SPDX-License-Identifier: Apache-2.0
/** What /proc says, as values. */
@NullMarked
package dev.demarc.host.procfs;

import org.jspecify.annotations.NullMarked;
