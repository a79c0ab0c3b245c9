// SPDX-License-Identifier: Apache-2.0
/**
 * The control groups of any process of a snapshot, version 1, hybrid and version 2: how much
 * processor time a group and each group above it may use, and how often the kernel stopped it.
 * Formats: cgroups(7), proc_pid_cgroup(5), proc_pid_mountinfo(5); the kernel's
 * Documentation/scheduler/sched-bwc.rst (version 1: {@code cpu.cfs_quota_us}, times in nanoseconds)
 * and Documentation/admin-guide/cgroup-v2.rst ({@code cpu.max}, times in microseconds). {@code
 * cpu.stat.local} is there since Linux 6.12 and tells what a group was held by quotas above it.
 */
@NullMarked
package dev.demarc.evidence.cgroup;

import org.jspecify.annotations.NullMarked;
