// SPDX-License-Identifier: Apache-2.0
/** YAML files to trees of nodes whose keys, values and lines of block scalars lead to the file. */
@NullMarked
package dev.demarc.evidence.yaml;

import org.jspecify.annotations.NullMarked;
