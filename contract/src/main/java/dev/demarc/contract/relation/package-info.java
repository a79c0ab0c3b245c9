// SPDX-License-Identifier: Apache-2.0
/** What an output must be in terms of its input, and what became of every item. */
@NullMarked
package dev.demarc.contract.relation;

import org.jspecify.annotations.NullMarked;
