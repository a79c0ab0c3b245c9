// SPDX-License-Identifier: Apache-2.0
/** Files of the go command: go.mod, go.work, go.sum and go.env. */
@NullMarked
package dev.demarc.evidence.gomod;

import org.jspecify.annotations.NullMarked;
