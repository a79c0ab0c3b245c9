// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.ThreadMXBean;
import dev.demarc.evidence.Reader;
import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.gosource.GoFile;
import dev.demarc.evidence.gosource.GoPackage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Gives damaged files to the parser of Go and to every reader. None may throw, and eight times as
 * much of a text may not take more than {@value #MOST_GROWTH} times the work: 8 is linear, 64 is
 * quadratic. Work is the processor time of this thread, compared with itself only.
 */
final class Fuzz {
  private static final int FACTOR = 8;
  private static final int MOST_GROWTH = 28;
  private static final int SUSPECT = 14;

  /** One text in so many is also measured. */
  private static final int MEASURED = 25;

  /** Less than this is mostly start-up and the clock. */
  private static final int FEWEST_BYTES = 12 << 10;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Material material;
  private final long seed;
  private long inputs;
  private long bytes;
  private long measured;
  private double worst;
  private String worstOf = "";

  /** What runs now, for whoever watches: a loop without end would not come back to say it. */
  private volatile String current = "";

  Fuzz(Material material, long seed) {
    this.material = material;
    this.seed = seed;
  }

  /** Runs one input; the number and the seed make it again. */
  void input(long number) {
    SplittableRandom random = new SplittableRandom(seed + number * 0x9E3779B97F4A7C15L);
    Mutations mutations = new Mutations(random, material);
    Material.Sample sample = material.some(random);
    byte[] text = mutations.of(sample.text());
    current = "seed " + seed + " input " + number + " (" + sample.path() + ")";
    inputs++;
    bytes += text.length;
    try {
      read(sample.path(), text);
      if (number % MEASURED == 0) {
        measure(sample.path(), random, mutations, text);
      }
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError failure) {
      throw new AssertionError(current + ": " + failure, failure);
    }
  }

  private static void read(String path, byte[] text) {
    if (path.endsWith(".go")) {
      GoFile file = GoFile.parse(path, text);
      check(!file.root().walk().isEmpty(), "a tree without a node");
      file.isGenerated();
      file.isIgnored();
      file.isForUnix();
      GoPackage.of("", List.of(file));
      check(inside(text, file.problems().size(), file.source().lines()), "a problem for each line");
      return;
    }
    for (Reader reader : Readers.ALL) {
      if (reader.takes(path)) {
        reader.read(new SourceText(path, text));
      }
    }
  }

  /** Recovery goes on: it does not report a place again and again. */
  private static boolean inside(byte[] text, int problems, int lines) {
    return problems <= text.length + lines;
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what);
    }
  }

  /** The text again and again, or with a part of it again and again in its middle. */
  private void measure(String path, SplittableRandom random, Mutations mutations, byte[] text) {
    byte[] part =
        switch (random.nextInt(4)) {
          case 0 -> mutations.open();
          case 1 -> mutations.token();
          case 2 -> mutations.slice(text);
          default -> text;
        };
    if (part.length == 0) {
      return;
    }
    int at = random.nextInt(text.length + 1);
    int times = Math.max(1, FEWEST_BYTES / part.length);
    double growth = growth(path, text, at, part, times);
    if (growth > SUSPECT) { // a larger one decides: what is quadratic grows, what is chance not
      growth = least(path, text, at, part, times * FACTOR);
    }
    measured++;
    if (growth > worst) {
      worst = growth;
      worstOf = current;
    }
    if (growth > MOST_GROWTH) {
      throw new AssertionError(
          "%s: %d times the text is %.1f times the work; '%s' %d times at %d"
              .formatted(current, FACTOR, growth, new String(part, UTF_8).strip(), times, at));
    }
  }

  private static double least(String path, byte[] text, int at, byte[] part, int times) {
    double least = Double.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      least = Math.min(least, growth(path, text, at, part, times));
    }
    return least;
  }

  private static double growth(String path, byte[] text, int at, byte[] part, int times) {
    byte[] once = Mutations.put(text, at, 0, Mutations.repeated(part, times));
    byte[] more =
        Mutations.repeated(Mutations.put(text, at, 0, Mutations.repeated(part, times * FACTOR)), 1);
    double size = (double) more.length / once.length;
    double work = (double) work(path, more) / Math.max(1, work(path, once));
    return work * FACTOR / size; // the text around the part does not grow
  }

  private static long work(String path, byte[] text) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long before = THREADS.getCurrentThreadCpuTime();
      read(path, text);
      least = Math.min(least, THREADS.getCurrentThreadCpuTime() - before);
    }
    return least;
  }

  @Override
  public String toString() {
    return "%d inputs, %d MB, from %d files of %d kinds; %d measured, most growth for 8 times the text: %.1f (%s); seed %d"
        .formatted(
            inputs, bytes >> 20, material.size(), material.kinds(), measured, worst, worstOf, seed);
  }

  /** Arguments: seconds, a seed, and folders with real files. */
  public static void main(String[] given) throws IOException {
    long seconds = Long.parseLong(given[0]);
    long seed = given[1].equals("-") ? System.nanoTime() : Long.parseLong(given[1]);
    Material material = Material.below(Stream.of(given).skip(2).map(Path::of).toList());
    Fuzz fuzz = new Fuzz(material, seed);
    System.out.println("seed " + seed + ", " + material.size() + " files");
    Thread.ofPlatform().daemon().start(() -> watch(fuzz));
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    for (long number = 1; System.nanoTime() < end; number++) {
      fuzz.input(number);
    }
    System.out.println(fuzz);
  }

  /** Says which input does not end. */
  private static void watch(Fuzz fuzz) {
    String before = "";
    try {
      while (true) {
        Thread.sleep(120_000);
        String now = fuzz.current;
        if (now.equals(before)) {
          System.out.println(now + ": does not end");
          Runtime.getRuntime().halt(3);
        }
        before = now;
        System.out.println(fuzz);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
