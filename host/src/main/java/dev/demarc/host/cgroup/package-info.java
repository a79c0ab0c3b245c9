// SPDX-License-Identifier: Apache-2.0
/**
 * Control groups, version 1, hybrid and version 2. Nothing is believed because of a version: every
 * file is written and read back, and what failed is said with its name and error.
 */
@NullMarked
package dev.demarc.host.cgroup;

import org.jspecify.annotations.NullMarked;
