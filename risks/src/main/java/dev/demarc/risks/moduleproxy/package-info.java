// SPDX-License-Identifier: Apache-2.0
/** Where modules come from and what vouches for them is set around the go command. */
@NullMarked
package dev.demarc.risks.moduleproxy;

import org.jspecify.annotations.NullMarked;
