// SPDX-License-Identifier: Apache-2.0
/** Contract files: YAML with positions, the meta-schema, and the model made from them. */
@NullMarked
package dev.demarc.contract.source;

import org.jspecify.annotations.NullMarked;
