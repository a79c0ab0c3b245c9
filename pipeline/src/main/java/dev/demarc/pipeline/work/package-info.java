// SPDX-License-Identifier: Apache-2.0
/**
 * Where and how stages run: the working directory, its lock, the cache, the record of each stage.
 */
@NullMarked
package dev.demarc.pipeline.work;

import org.jspecify.annotations.NullMarked;
