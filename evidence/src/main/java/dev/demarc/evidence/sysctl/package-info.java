// SPDX-License-Identifier: Apache-2.0
/** Kernel settings in sysctl.conf files. */
@NullMarked
package dev.demarc.evidence.sysctl;

import org.jspecify.annotations.NullMarked;
