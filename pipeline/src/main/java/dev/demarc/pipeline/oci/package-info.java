// SPDX-License-Identifier: Apache-2.0
/**
 * OCI descriptors, manifests and the image layout on disk, written byte for byte the same each
 * time.
 */
@NullMarked
package dev.demarc.pipeline.oci;

import org.jspecify.annotations.NullMarked;
