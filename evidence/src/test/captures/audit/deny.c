// SPDX-License-Identifier: Apache-2.0
// deny ACTION CALL PROGRAM ARGS...: starts a program under a filter that answers one system call of x86_64 so:
// kill-thread, kill-process, trap, errno or log. The filter asks for records (SECCOMP_FILTER_FLAG_LOG).
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int argc, char **argv) {
  static const struct { const char *name; unsigned value; } actions[] = {
      {"kill-thread", SECCOMP_RET_KILL_THREAD}, {"kill-process", SECCOMP_RET_KILL_PROCESS},
      {"trap", SECCOMP_RET_TRAP},               {"errno", SECCOMP_RET_ERRNO | EPERM},
      {"log", SECCOMP_RET_LOG}};
  unsigned action = 1;
  for (unsigned i = 0; argc > 3 && i < sizeof actions / sizeof *actions; i++)
    if (strcmp(argv[1], actions[i].name) == 0) action = actions[i].value;
  if (action == 1) return fprintf(stderr, "deny ACTION CALL PROGRAM ARGS...\n"), 2;
  struct sock_filter code[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)atoi(argv[2]), 0, 1),
      BPF_STMT(BPF_RET | BPF_K, action),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
  struct sock_fprog filter = {sizeof code / sizeof *code, code};
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_LOG, &filter)) return perror("seccomp"), 1;
  execv(argv[3], argv + 3);
  return perror(argv[3]), 1;
}
