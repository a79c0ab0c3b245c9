// SPDX-License-Identifier: Apache-2.0
/**
 * What strace writes, as facts: descriptors by generation, listeners, accepts, clocks, failing
 * calls below cgo. Format: strace 6.1, manual page strace(1) and its source (src/strace.c,
 * src/print_fields.h, src/util.c printfd_pid); measured on traces of Go 1.22 and 1.26 programs.
 *
 * <p>A line is {@code [who] [when] body}. Who is {@code 4711 }, {@code 4711<comm> } or {@code [pid
 * 4711] }; when is of -t, -tt, -ttt or -r. A body is a call, the two halves of one ({@code
 * <unfinished ...>}, {@code <... name resumed>}), a signal, or an end. Descriptors may carry a
 * label (-y, -yy), in which {@code ->} closes nothing; a closed one has none. A stack (-k) follows
 * its call.
 */
@NullMarked
package dev.demarc.evidence.strace;

import org.jspecify.annotations.NullMarked;
