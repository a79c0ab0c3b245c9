// SPDX-License-Identifier: Apache-2.0
/** Names that io/fs takes, and what is handed to it instead. */
@NullMarked
package dev.demarc.risks.fspaths;

import org.jspecify.annotations.NullMarked;
