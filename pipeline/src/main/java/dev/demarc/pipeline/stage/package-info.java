// SPDX-License-Identifier: Apache-2.0
/** The stages of the pipeline, their working directory, cache and lock. */
@NullMarked
package dev.demarc.pipeline.stage;

import org.jspecify.annotations.NullMarked;
