// SPDX-License-Identifier: Apache-2.0
/** Files that are there whole or not at all. */
@NullMarked
package dev.demarc.pipeline.file;

import org.jspecify.annotations.NullMarked;
