// SPDX-License-Identifier: Apache-2.0
/** The stages of the pipeline, from commit to verified artifact, one class each. */
@NullMarked
package dev.demarc.pipeline.stage;

import org.jspecify.annotations.NullMarked;
