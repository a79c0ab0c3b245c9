// SPDX-License-Identifier: Apache-2.0
/**
 * One run of the pipeline as values for readers, and its forms: terminal, JSON, HTML. The pipeline
 * fills the values; nothing here computes a verdict.
 */
@NullMarked
package dev.demarc.report.run;

import org.jspecify.annotations.NullMarked;
