// SPDX-License-Identifier: Apache-2.0
/** Shell scripts to the simple commands in them. */
@NullMarked
package dev.demarc.evidence.shell;

import org.jspecify.annotations.NullMarked;
