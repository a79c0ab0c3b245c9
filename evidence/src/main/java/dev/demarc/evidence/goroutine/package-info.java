// SPDX-License-Identifier: Apache-2.0
/**
 * Dumps of goroutines: {@code debug=2} and {@code debug=1} of net/http/pprof, and what a Go process
 * writes when SIGQUIT or a panic ends it, alone or inside a log. Formats: runtime/traceback.go and
 * runtime/pprof/pprof.go of Go 1.19 to 1.26.
 */
@NullMarked
package dev.demarc.evidence.goroutine;

import org.jspecify.annotations.NullMarked;
