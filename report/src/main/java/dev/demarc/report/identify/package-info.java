// SPDX-License-Identifier: Apache-2.0
/** What identify found, as text for people and as JSON for programs. */
@NullMarked
package dev.demarc.report.identify;

import org.jspecify.annotations.NullMarked;
