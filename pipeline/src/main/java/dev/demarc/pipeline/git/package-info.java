// SPDX-License-Identifier: Apache-2.0
/** A git repository read through git's own command line. */
@NullMarked
package dev.demarc.pipeline.git;

import org.jspecify.annotations.NullMarked;
