// SPDX-License-Identifier: Apache-2.0
/** Environment variables that files of a repository set, whatever kind of file it is. */
@NullMarked
package dev.demarc.evidence.environment;

import org.jspecify.annotations.NullMarked;
