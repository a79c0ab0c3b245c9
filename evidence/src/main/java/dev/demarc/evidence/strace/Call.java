// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

/** What a system call does to descriptors, processes or the clock, as far as a reader cares. */
enum Call {
  OPEN(
      "open openat openat2 creat socket epoll_create epoll_create1 eventfd eventfd2 timerfd_create"
          + " signalfd signalfd4 memfd_create memfd_secret inotify_init inotify_init1 fanotify_init"
          + " pidfd_open pidfd_getfd userfaultfd perf_event_open io_uring_setup open_by_handle_at"
          + " fsopen fsmount fspick open_tree mq_open bpf landlock_create_ruleset"),
  ACCEPT("accept accept4"),
  DUPLICATE("dup"),
  DUPLICATE_ONTO("dup2 dup3"),
  CONTROL("fcntl fcntl64"),
  DEVICE_CONTROL("ioctl"),
  PAIR("pipe pipe2 socketpair"),
  CLOSE("close"),
  CLOSE_RANGE("close_range"),
  BIND("bind"),
  LISTEN("listen"),
  SOCKET("getsockopt setsockopt getsockname getpeername shutdown connect"),
  INPUT("read readv pread64 preadv preadv2 recvfrom recvmmsg recv"),
  RECEIVE("recvmsg"),
  OUTPUT("write writev pwrite64 pwritev pwritev2 sendto sendmsg sendmmsg send"),
  POLL("epoll_ctl"),
  POLL_WAIT("epoll_pwait epoll_pwait2 epoll_wait"),
  SPAWN("clone clone3 fork vfork"),
  EXECUTE("execve execveat"),
  EXIT("exit exit_group"),
  CLOCK("clock_gettime gettimeofday clock_gettime64"),
  AFFINITY("sched_getaffinity"),
  NAME_MEMORY("prctl"),
  KILL_THREAD("tgkill"),
  SLEEP("nanosleep"),
  MEMORY("mmap munmap mprotect madvise brk"),
  FUTEX("futex"),
  SIGNAL_MASK("rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack"),
  OTHER("");

  private final String names;

  Call(String names) {
    this.names = names;
  }

  /** Whether its first argument is a descriptor that must be open, and all of it is about that. */
  boolean isOfDescriptor() {
    return switch (this) {
      case ACCEPT,
          DUPLICATE,
          CONTROL,
          DEVICE_CONTROL,
          CLOSE,
          BIND,
          LISTEN,
          SOCKET,
          INPUT,
          RECEIVE,
          OUTPUT,
          POLL_WAIT ->
          true;
      case OPEN,
          DUPLICATE_ONTO,
          PAIR,
          CLOSE_RANGE,
          POLL,
          SPAWN,
          EXECUTE,
          EXIT,
          CLOCK,
          AFFINITY,
          NAME_MEMORY,
          KILL_THREAD,
          SLEEP,
          MEMORY,
          FUTEX,
          SIGNAL_MASK,
          OTHER ->
          false;
    };
  }

  /** Whether it moves data through the descriptor. */
  boolean isTransfer() {
    return this == INPUT || this == OUTPUT || this == RECEIVE;
  }

  /** Whether nothing is kept of it but a failure. */
  boolean isPlain() {
    return switch (this) {
      case SOCKET, INPUT, OUTPUT, POLL_WAIT, SLEEP, MEMORY, FUTEX, SIGNAL_MASK, OTHER -> true;
      case OPEN,
          ACCEPT,
          DUPLICATE,
          DUPLICATE_ONTO,
          CONTROL,
          DEVICE_CONTROL,
          PAIR,
          CLOSE,
          CLOSE_RANGE,
          BIND,
          LISTEN,
          RECEIVE,
          POLL,
          SPAWN,
          EXECUTE,
          EXIT,
          CLOCK,
          AFFINITY,
          NAME_MEMORY,
          KILL_THREAD ->
          false;
    };
  }

  /** Whether it is plain, and may yet say that its program is Go. */
  boolean isTelling() {
    return this == SOCKET || this == POLL_WAIT || this == SLEEP;
  }

  /** Finds a call by the bytes of its name. */
  static final class Names {
    private static final int SLOTS = 1 << 10;

    private final byte[][] names = new byte[SLOTS][];
    private final Call[] calls = new Call[SLOTS];

    Names() {
      for (Call call : Call.values()) {
        for (String name : call.names.split(" ", -1)) {
          int slot = slot(name.hashCode());
          while (names[slot] != null) {
            slot = (slot + 1) & (SLOTS - 1);
          }
          names[slot] = Bytes.of(name);
          calls[slot] = call;
        }
      }
    }

    private static int slot(int hash) {
      return (hash ^ (hash >>> 15)) & (SLOTS - 1);
    }

    /**
     * The call of this name.
     *
     * @param hash of the name, as {@link String#hashCode} makes it
     */
    Call of(byte[] b, int from, int to, int hash) {
      int slot = slot(hash);
      while (names[slot] != null) {
        byte[] name = names[slot];
        if (name.length == to - from && Bytes.starts(b, from, to, name)) {
          return calls[slot];
        }
        slot = (slot + 1) & (SLOTS - 1);
      }
      return OTHER;
    }
  }
}
