// SPDX-License-Identifier: Apache-2.0
/** The component's files as one deterministic archive and artifact. */
@NullMarked
package dev.demarc.pipeline.pack;

import org.jspecify.annotations.NullMarked;
