// SPDX-License-Identifier: Apache-2.0
/** Input cases made from a contract: examples, boundary table, faults, mutants. */
@NullMarked
package dev.demarc.contract.cases;

import org.jspecify.annotations.NullMarked;
