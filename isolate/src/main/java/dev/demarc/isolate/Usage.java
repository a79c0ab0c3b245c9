// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import dev.demarc.contract.Bytes;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a run used; empty where this host cannot tell.
 *
 * @param wall spawn to last byte and exit
 * @param cpu user and system time of all processes
 * @param peakMemory charge of the cgroup at its highest
 * @param peakRss largest VmHWM that was seen of any process (a lower bound: it is sampled)
 * @param peakProcesses most processes and threads at once
 * @param throttled time that the CPU quota held it back
 * @param oomKills processes that the kernel killed for memory
 * @param pidsRefused how often the limit of processes refused a fork
 */
public record Usage(
    Duration wall,
    Optional<Duration> cpu,
    Optional<Bytes> peakMemory,
    Optional<Bytes> peakRss,
    OptionalLong peakProcesses,
    Optional<Duration> throttled,
    OptionalLong oomKills,
    OptionalLong pidsRefused) {}
