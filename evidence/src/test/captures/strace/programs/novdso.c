// SPDX-License-Identifier: Apache-2.0
// novdso PROGRAM ARGS: starts a program that finds no vDSO, as in a sandbox that hides it. The kernel tells a program where the vDSO is
// in its auxiliary vector, on its stack; this takes that entry out before the first instruction, and lets the program go.
#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  pid_t pid = fork();
  if (pid == 0) {
    ptrace(PTRACE_TRACEME, 0, 0, 0);
    execv(argv[1], argv + 1);
    _exit(127);
  }
  int status;
  waitpid(pid, &status, 0);
  struct user_regs_struct regs;
  if (ptrace(PTRACE_GETREGS, pid, 0, &regs)) return 1;
  unsigned long at = regs.rsp;
  at += 8 * (ptrace(PTRACE_PEEKDATA, pid, at, 0) + 2); // argc, arguments, null
  while (ptrace(PTRACE_PEEKDATA, pid, at, 0)) at += 8;
  for (at += 8; ptrace(PTRACE_PEEKDATA, pid, at, 0) != AT_NULL; at += 16)
    if (ptrace(PTRACE_PEEKDATA, pid, at, 0) == AT_SYSINFO_EHDR) ptrace(PTRACE_POKEDATA, pid, at, AT_IGNORE);
  printf("%d\n", pid);
  fflush(stdout);
  ptrace(PTRACE_DETACH, pid, 0, 0);
  waitpid(pid, &status, 0);
  return WEXITSTATUS(status);
}
