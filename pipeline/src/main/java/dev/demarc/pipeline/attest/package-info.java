// SPDX-License-Identifier: Apache-2.0
/** What the pipeline says about an artifact: provenance, test result, summary. */
@NullMarked
package dev.demarc.pipeline.attest;

import org.jspecify.annotations.NullMarked;
