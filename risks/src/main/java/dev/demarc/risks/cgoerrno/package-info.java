// SPDX-License-Identifier: Apache-2.0
/** How errno of C gets lost, or another one taken for it, on its way to Go. */
@NullMarked
package dev.demarc.risks.cgoerrno;

import org.jspecify.annotations.NullMarked;
