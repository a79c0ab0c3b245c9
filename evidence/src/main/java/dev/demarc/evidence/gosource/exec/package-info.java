// SPDX-License-Identifier: Apache-2.0
/** The programs that Go source starts: each call that makes a command, and what happens to it. */
@NullMarked
package dev.demarc.evidence.gosource.exec;

import org.jspecify.annotations.NullMarked;
