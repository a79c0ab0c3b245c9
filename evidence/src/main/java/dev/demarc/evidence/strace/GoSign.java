// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

/**
 * By what system calls a Go program is known. Sources: Go's runtime/os_linux.go (8,192 bytes for
 * sched_getaffinity, hpage_pmd_size), netpoll_epoll.go (128 events), preempt.go and signal_unix.go
 * (SIGURG to the own process), syscall (a socket address of 112 bytes), net (somaxconn, MPTCP),
 * set_vma_name_linux.go.
 */
enum GoSign {
  /** SIGURG that the process sends to a thread of its own. */
  PREEMPTION(true),
  /** accept with room for {@code syscall.RawSockaddrAny}. */
  ADDRESS_ROOM(true),
  /** A stack with a wrapper of cgo. */
  CGO(true),
  /** A mapping that is named {@code Go: …}. */
  NAMED_MEMORY(true),
  /** The size of huge pages is asked for; a JVM does so too. */
  HUGE_PAGES(false),
  /** epoll_pwait for 128 events, without a mask and with its size given as 0. */
  POLL_ROOM(true),
  /** sched_getaffinity with 8,192 bytes. */
  AFFINITY_ROOM(false),
  /** A sleep of exactly 20 µs, the first step of sysmon (proc.go). */
  SYSMON(false),
  /** The system's limit of a listen queue is read. */
  BACKLOG(false),
  /** A socket of Multipath TCP. */
  MULTIPATH(false);

  private final boolean isCertain;

  GoSign(boolean isCertain) {
    this.isCertain = isCertain;
  }

  boolean isCertain() {
    return isCertain;
  }
}
