// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.seccomp;

import java.util.Set;

/** Calls that programs of Go make, as measured and read for amd64 (facts of Go 1.19 to 1.26). */
final class GoCalls {
  /** A server makes these before its first answer. */
  private static final Set<String> EVERY_SERVER =
      Set.of(
          "accept4",
          "arch_prctl",
          "bind",
          "clone",
          "close",
          "epoll_create1",
          "epoll_ctl",
          "epoll_pwait",
          "eventfd2",
          "execve",
          "fcntl",
          "futex",
          "getpid",
          "getrlimit",
          "getsockname",
          "gettid",
          "listen",
          "madvise",
          "mmap",
          "nanosleep",
          "openat",
          "pipe2",
          "prlimit64",
          "read",
          "rt_sigaction",
          "rt_sigprocmask",
          "sched_getaffinity",
          "sched_yield",
          "setsockopt",
          "sigaltstack",
          "socket",
          "socketcall",
          "tgkill",
          "write");

  /** These come late: a list that was recorded from a healthy run lacks them. */
  private static final Set<String> LATE =
      Set.of(
          "exit",
          "exit_group",
          "getrandom",
          "mprotect",
          "munmap",
          "restart_syscall",
          "rt_sigreturn",
          "sigreturn");

  private GoCalls() {}

  /** Why a Go program cannot do without this call; empty when it can. */
  static String need(String call) {
    if (call.equals("rt_sigreturn") || call.equals("sigreturn")) {
      return " Without it the first signal ends a Go program, and the runtime sends itself signals.";
    }
    return EVERY_SERVER.contains(call)
        ? " Every Go server makes this call."
        : LATE.contains(call) ? " Every Go program makes this call sooner or later." : "";
  }
}
