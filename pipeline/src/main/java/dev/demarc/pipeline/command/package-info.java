// SPDX-License-Identifier: Apache-2.0
/** External programs that the pipeline asks: git, ldd, the package database, another Demarc. */
@NullMarked
package dev.demarc.pipeline.command;

import org.jspecify.annotations.NullMarked;
