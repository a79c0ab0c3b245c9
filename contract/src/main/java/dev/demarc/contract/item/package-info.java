// SPDX-License-Identifier: Apache-2.0
/** Text to items: rows of CSV, lines of NDJSON and plain text, a JSON body; checked one by one. */
@NullMarked
package dev.demarc.contract.item;

import org.jspecify.annotations.NullMarked;
