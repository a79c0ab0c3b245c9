// SPDX-License-Identifier: Apache-2.0
/** Words to calls; the only module that prints or exits. */
@NullMarked
package dev.demarc.cli;

import org.jspecify.annotations.NullMarked;
