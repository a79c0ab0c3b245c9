// SPDX-License-Identifier: Apache-2.0
/** What is wrong with a contract file, as text and as JSON. */
@NullMarked
package dev.demarc.report.contract;

import org.jspecify.annotations.NullMarked;
