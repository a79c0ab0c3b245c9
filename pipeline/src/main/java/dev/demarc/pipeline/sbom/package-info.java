// SPDX-License-Identifier: Apache-2.0
/** What a component is made of and what interprets it, as CycloneDX 1.6. */
@NullMarked
package dev.demarc.pipeline.sbom;

import org.jspecify.annotations.NullMarked;
