// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import dev.demarc.host.syscall.Child;
import dev.demarc.host.syscall.Pipe;
import dev.demarc.host.syscall.Signals;
import dev.demarc.host.syscall.Spawn;
import dev.demarc.host.syscall.Streams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A small shell that outlives Demarc when that is killed: it waits for the end of a pipe whose
 * other end only Demarc holds, then kills every run, removes the cgroups, the temporary folder and
 * the lock.
 */
final class Watchdog implements AutoCloseable {
  private static final Duration LAST_WAIT = Duration.ofSeconds(2);

  // arguments: kill file or "", marker in the environment of runs or "", temporary folder, lock
  // file, then the cgroup directories
  private static final String SCRIPT =
      """
      exec >/dev/null 2>&1
      trap '' HUP INT TERM QUIT
      while read -r line; do [ "$line" = done ] && exit 0; done
      kill=$1; marker=$2; tmp=$3; lock=$4; shift 4
      [ -n "$kill" ] && echo 1 >"$kill"
      round=0
      while [ $round -lt 20 ]; do
        round=$((round + 1)); left=0
        for dir in "$@"; do
          for procs in "$dir"/*/cgroup.procs; do
            for pid in $(cat "$procs"); do kill -9 "$pid" && left=1; done
          done
        done
        if [ -n "$marker" ]; then
          for proc in /proc/[0-9]*; do
            [ "${proc#/proc/}" != $$ ] && grep -qsF "$marker" "$proc/environ" \\
              && kill -9 "${proc#/proc/}" && left=1
          done
        fi
        [ $left = 0 ] && break
      done
      round=0
      while [ $round -lt 40 ]; do
        round=$((round + 1)); left=0
        for dir in "$@"; do
          rmdir "$dir"/* ; rmdir "$dir" ; [ -d "$dir" ] && left=1
        done
        [ $left = 0 ] && break
        sleep 0.05 || sleep 1
      done
      for dir in "$@"; do rmdir "${dir%/*}"; done
      rm -rf -- "$tmp"
      rm -f -- "$lock"
      """;

  private final Child shell;
  private final int leash;

  private Watchdog(Child shell, int leash) {
    this.shell = shell;
    this.leash = leash;
  }

  static Watchdog start(
      Optional<Path> killFile, String marker, Path temporary, Path lock, List<Path> directories)
      throws IOException {
    Pipe pipe = Pipe.open();
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "demarc-watchdog"));
    command.add(killFile.map(Path::toString).orElse(""));
    command.add(marker);
    command.add(temporary.toString());
    command.add(lock.toString());
    directories.forEach(directory -> command.add(directory.toString()));
    try {
      List<String> environment = List.of("PATH=" + Environment.PATH, "LC_ALL=C");
      Child shell = Spawn.start(command, environment, pipe.out(), 2, 2);
      return new Watchdog(shell, pipe.in());
    } catch (IOException problem) {
      Pipe.close(pipe.in());
      throw problem;
    } finally {
      Pipe.close(pipe.out());
    }
  }

  /** Tells it that all is clean. */
  @Override
  public void close() {
    try (Streams streams = new Streams(1)) {
      streams.write(leash, "done\n".getBytes(StandardCharsets.US_ASCII), 0);
      Pipe.close(leash);
      long start = System.nanoTime();
      while (shell.reap().isEmpty()) {
        long waited = System.nanoTime() - start;
        if (waited > 2 * LAST_WAIT.toNanos()) {
          return; // it hangs in the kernel, and has nothing left to do
        }
        if (waited > LAST_WAIT.toNanos()) {
          shell.signal(Signals.KILL);
        }
        if (shell.handle() >= 0) {
          streams.awaitReadable(0, shell.handle());
        }
        streams.await(Duration.ofMillis(10));
      }
    } finally {
      shell.close();
    }
  }
}
