// SPDX-License-Identifier: Apache-2.0
/** Bytes against a contract: the gate before a component and the judge behind it. */
@NullMarked
package dev.demarc.contract.check;

import org.jspecify.annotations.NullMarked;
