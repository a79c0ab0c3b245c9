// SPDX-License-Identifier: Apache-2.0
/** Linux as values and verbs: procfs, cgroups, signals, external tools. */
@NullMarked
package dev.demarc.host;

import org.jspecify.annotations.NullMarked;
