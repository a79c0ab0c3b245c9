// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

/**
 * Whether this host enforces one control of the boundary.
 *
 * @param control the word of {@code isolation.require}: memory, swap, cpu, cpuset, pids, openFiles,
 *     fileSize, cpuTime …
 * @param enforced written and read back
 * @param measured the kernel counts it exactly, so that a check can say kept
 * @param mechanism by what: a cgroup file, an rlimit, Demarc's own clock
 * @param problem file and errno when it is not enforced; empty text otherwise
 */
public record ControlState(
    String control, boolean enforced, boolean measured, String mechanism, String problem) {}
