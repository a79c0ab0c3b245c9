// SPDX-License-Identifier: Apache-2.0
/** systemd units: sections, keys and values. */
@NullMarked
package dev.demarc.evidence.unit;

import org.jspecify.annotations.NullMarked;
