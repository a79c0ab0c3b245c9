// SPDX-License-Identifier: Apache-2.0
/** Memory that Go's collector does not see, and the variables that steer the collector. */
@NullMarked
package dev.demarc.risks.nativememory;

import org.jspecify.annotations.NullMarked;
