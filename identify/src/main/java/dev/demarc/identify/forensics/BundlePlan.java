// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import dev.demarc.evidence.machine.Target;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What goes into a bundle.
 *
 * @param target what is looked at
 * @param whole for how long
 * @param every how often in that time
 * @param pprof where the process serves net/http/pprof: {@code http://localhost:6060/debug/pprof}
 * @param trace whether strace is attached, which slows every system call
 * @param packets the interface whose packets are taken
 */
public record BundlePlan(
    Target target,
    Duration whole,
    Duration every,
    Optional<URI> pprof,
    boolean trace,
    Optional<String> packets) {}
