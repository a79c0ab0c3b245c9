// SPDX-License-Identifier: Apache-2.0
/** An append-only Merkle log in a folder: C2SP tiles and checkpoints. */
@NullMarked
package dev.demarc.pipeline.log;

import org.jspecify.annotations.NullMarked;
