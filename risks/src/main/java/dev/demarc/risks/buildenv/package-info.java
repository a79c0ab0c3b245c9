// SPDX-License-Identifier: Apache-2.0
/** A build value that reaches a binary or a container neither through Go nor through the cache. */
@NullMarked
package dev.demarc.risks.buildenv;

import org.jspecify.annotations.NullMarked;
