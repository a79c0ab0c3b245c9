// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import dev.demarc.contract.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Thousands of runs through one boundary: what a run leaks, a day of runs multiplies. */
final class Soak {
  private static final int WARM_UP = 500;
  private static final int AT_ONCE = 2;
  private static final long ROOM_KILOBYTES = 32 << 10;

  private Soak() {}

  /** {@code RUNS SECONDS}. */
  public static void main(String[] arguments) throws Exception {
    int runs = Integer.parseInt(arguments[0]);
    Duration time = Duration.ofSeconds(Long.parseLong(arguments[1]));
    Path folder = Files.createTempDirectory("soak");
    boolean good;
    try (Boundary boundary =
        Boundaries.open(Sample.command("/bin/true").contract(folder), folder)) {
      say("level " + boundary.level() + ", warm-up of " + WARM_UP + " runs");
      work(boundary, WARM_UP, time);
      Figures before = Figures.now();
      say("before  " + before);
      long start = System.nanoTime();
      int done = work(boundary, runs, time);
      double seconds = (System.nanoTime() - start) / 1e9;
      Figures after = Figures.now();
      say("after   " + after);
      say(
          String.format(
              Locale.ROOT,
              "runs    %d OK in %.1f s, %.1f a second",
              done,
              seconds,
              done / seconds));
      good = after.within(before);
    }
    Files.delete(folder);
    say(good ? "nothing grew" : "something grew");
    System.exit(good ? 0 : 1);
  }

  /** How many runs were made; each of them was OK. */
  private static int work(Boundary boundary, int runs, Duration time) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        workers.add(
            pool.submit(() -> {
              while (System.nanoTime() < end && begun.getAndIncrement() < runs) {
                Run run = boundary.call(new byte[0]);
                if (run.outcome() != Outcome.OK || !run.leftBehind().isEmpty()) {
                  throw new IllegalStateException(run.outcome() + " " + run.leftBehind());
                }
                done.incrementAndGet();
              }
            }));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    }
    return done.get();
  }

  /** What could grow. */
  private record Figures(
      long descriptors, long threads, long residentKilobytes, long groups, long folders) {
    static Figures now() throws IOException {
      System.gc();
      String self = ProcessHandle.current().pid() + "-";
      Setup setup = Setup.ofHost();
      long groups = 0;
      List<Path> places = new ArrayList<>(setup.layout().controllers().values());
      setup.layout().unified().ifPresent(places::add);
      for (Path place : places) {
        groups += below(place.resolve("demarc"), self);
      }
      return new Figures(
          count(Path.of("/proc/self/fd")),
          count(Path.of("/proc/self/task")),
          resident(),
          groups,
          below(setup.temporary(), "demarc-" + self));
    }

    boolean within(Figures before) {
      return descriptors <= before.descriptors
          && threads <= before.threads + 1
          && residentKilobytes <= before.residentKilobytes + ROOM_KILOBYTES
          && groups <= before.groups
          && folders <= before.folders;
    }

    /** Directories in those directories whose names begin so. */
    private static long below(Path parent, String start) throws IOException {
      long count = 0;
      if (Files.isDirectory(parent)) {
        try (Stream<Path> all = Files.list(parent)) {
          for (Path own :
              all.filter(path -> path.getFileName().toString().startsWith(start)).toList()) {
            try (Stream<Path> inside = Files.list(own)) {
              count += inside.filter(Files::isDirectory).count();
            }
          }
        }
      }
      return count;
    }

    private static long count(Path directory) throws IOException {
      try (Stream<Path> entries = Files.list(directory)) {
        return entries.count();
      }
    }

    private static long resident() throws IOException {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .sum();
    }

    @Override
    public String toString() {
      return descriptors
          + " descriptors, "
          + threads
          + " threads, "
          + residentKilobytes / 1024
          + " MiB resident, "
          + groups
          + " cgroups, "
          + folders
          + " folders";
    }
  }

  @SuppressWarnings("SystemOut")
  private static void say(String line) {
    System.out.println(line);
  }
}
