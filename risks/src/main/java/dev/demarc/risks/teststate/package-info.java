// SPDX-License-Identifier: Apache-2.0
/** State of the process that tests change and other tests see. */
@NullMarked
package dev.demarc.risks.teststate;

import org.jspecify.annotations.NullMarked;
