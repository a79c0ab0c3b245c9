// SPDX-License-Identifier: Apache-2.0
/**
 * Profiles in the binary form of pprof: what kind they are, and how they are kept without what may
 * be somebody's data. Format: profile.proto of github.com/google/pprof.
 */
@NullMarked
package dev.demarc.evidence.pprof;

import org.jspecify.annotations.NullMarked;
