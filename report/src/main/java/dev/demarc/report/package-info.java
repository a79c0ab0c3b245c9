// SPDX-License-Identifier: Apache-2.0
/** Findings and verdicts as text, JSON and HTML. */
@NullMarked
package dev.demarc.report;

import org.jspecify.annotations.NullMarked;
