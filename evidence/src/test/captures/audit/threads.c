// SPDX-License-Identifier: Apache-2.0
// threads KILL|LEAVE [CALL]: two threads sleep; the first one then makes a call that kills the thread (CALL, default getppid),
// or leaves by pthread_exit: then it is a zombie with living threads too, and nobody killed it.
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static void *sleeps(void *none) {
  for (;;) pause();
  return none;
}

int main(int argc, char **argv) {
  int kills = argc > 1 && strcmp(argv[1], "KILL") == 0;
  unsigned call = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 0) : SYS_getppid;
  struct sock_filter code[] = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
                               BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1),
                               BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_THREAD), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
  struct sock_fprog filter = {sizeof code / sizeof *code, code};
  pthread_t thread;
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (argc > 2 || kills) prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter);
  pthread_create(&thread, NULL, sleeps, NULL);
  pthread_create(&thread, NULL, sleeps, NULL);
  if (!kills) pthread_exit(NULL);
  syscall(call);
  return 0;
}
