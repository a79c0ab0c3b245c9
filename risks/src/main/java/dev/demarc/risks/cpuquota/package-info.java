// SPDX-License-Identifier: Apache-2.0
/** CPU limits of containers, and what is set because of them. */
@NullMarked
package dev.demarc.risks.cpuquota;

import org.jspecify.annotations.NullMarked;
