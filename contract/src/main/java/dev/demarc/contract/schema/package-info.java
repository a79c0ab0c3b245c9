// SPDX-License-Identifier: Apache-2.0
/** JSON Schema 2020-12 behind one interface, so that the engine can change without its users. */
@NullMarked
package dev.demarc.contract.schema;

import org.jspecify.annotations.NullMarked;
