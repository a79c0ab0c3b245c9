// SPDX-License-Identifier: Apache-2.0
/**
 * What a manifest says of the environment of its containers: Kubernetes, Compose, or the image that
 * a Dockerfile makes. It is read beside a running process, to be compared with it, so of values
 * only those are kept that may be kept of a process.
 */
@NullMarked
package dev.demarc.evidence.manifest;

import org.jspecify.annotations.NullMarked;
