// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.CaptureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Gives damaged captures to every reader of captures: cut, flipped, with pieces missing, doubled,
 * or of another capture. None may throw, not even an IOException, and none may take longer than
 * {@value #LONGEST_SECONDS} s. Run with a small heap, it shows that memory is bounded too.
 */
final class CaptureFuzz {
  private static final int LARGEST = 4 << 20;
  private static final int LONGEST_SECONDS = 60;

  private final CaptureReader reader;
  private final List<byte[]> material;
  private final Path scratch;
  private final long seed;
  private long inputs;
  private long bytes;
  private long facts;
  private long problems;

  /** When the input that runs now began, and which it is, for whoever watches. */
  private volatile long began = System.nanoTime();

  private volatile String current = "";

  CaptureFuzz(CaptureReader reader, List<byte[]> material, Path scratch, long seed) {
    this.reader = reader;
    this.material = material;
    this.scratch = scratch;
    this.seed = seed;
  }

  /** The files below some folders that a reader takes. */
  static List<byte[]> material(CaptureReader reader, List<Path> folders) throws IOException {
    List<byte[]> all = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          if (Files.size(file) <= LARGEST && reader.recognises(new CaptureFile("x", file).head())) {
            all.add(Files.readAllBytes(file));
          }
        }
      }
    }
    return all;
  }

  /** Runs one input; the number and the seed make it again. */
  void input(long number) {
    SplittableRandom random = new SplittableRandom(seed + number * 0x9E3779B97F4A7C15L);
    byte[] damaged = some(random).clone();
    for (int i = random.nextInt(1, 4); i > 0 && damaged.length > 1; i--) {
      damaged = damage(damaged, random);
    }
    current = reader.kind() + " seed " + seed + " input " + number;
    began = System.nanoTime();
    inputs++;
    bytes += damaged.length;
    try {
      Files.write(scratch, damaged);
      var read = reader.read(new CaptureFile("fuzz", scratch));
      facts += read.facts().size();
      problems += read.problems().size();
    } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError failure) {
      throw new AssertionError(current + ": " + failure, failure);
    }
  }

  private byte[] some(SplittableRandom random) {
    return material.get(random.nextInt(material.size()));
  }

  private byte[] damage(byte[] whole, SplittableRandom random) {
    int at = random.nextInt(whole.length);
    int length = random.nextInt(1, Math.min(whole.length - at, 4096) + 1);
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(whole, at);
      case 1 -> flipped(whole, random);
      case 2 -> joined(Arrays.copyOf(whole, at), tail(whole, at + length));
      case 3 -> joined(Arrays.copyOf(whole, at + length), tail(whole, at));
      case 4 -> joined(Arrays.copyOf(whole, at), tail(some(random), 0));
      default -> {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        yield joined(joined(Arrays.copyOf(whole, at), noise), tail(whole, at));
      }
    };
  }

  private static byte[] flipped(byte[] whole, SplittableRandom random) {
    for (int i = random.nextInt(1, 16); i > 0; i--) {
      whole[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return whole;
  }

  private static byte[] tail(byte[] whole, int from) {
    return Arrays.copyOfRange(whole, Math.min(from, whole.length), whole.length);
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both.length > LARGEST ? Arrays.copyOf(both, LARGEST) : both;
  }

  @Override
  public String toString() {
    return "%-12s %8d inputs, %6d MB, from %3d captures; %d facts, %d problems, no exception"
        .formatted(reader.kind(), inputs, bytes >> 20, material.size(), facts, problems);
  }

  /** Arguments: seconds for each reader, a seed, and folders with real captures. */
  public static void main(String[] given) throws IOException {
    long seconds = Long.parseLong(given[0]);
    long seed = given[1].equals("-") ? System.nanoTime() : Long.parseLong(given[1]);
    List<Path> folders = Stream.of(given).skip(2).map(Path::of).toList();
    Path scratch = Files.createTempFile("fuzz", ".capture");
    System.out.println("seed " + seed);
    try {
      List<String> kinds = List.of(System.getProperty("kinds", "").split(",", -1));
      for (CaptureReader reader : CaptureReaders.all()) {
        if (!kinds.contains("") && !kinds.contains(reader.kind())) {
          continue;
        }
        List<byte[]> material = material(reader, folders);
        if (material.isEmpty()) {
          System.out.println(reader.getClass().getSimpleName() + ": no capture of its kind");
          continue;
        }
        CaptureFuzz fuzz = new CaptureFuzz(reader, material, scratch, seed);
        Thread watcher = Thread.ofPlatform().daemon().start(() -> watch(fuzz));
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        for (long number = 1; System.nanoTime() < end; number++) {
          fuzz.input(number);
        }
        watcher.interrupt();
        System.out.println(fuzz);
      }
    } finally {
      Files.deleteIfExists(scratch);
    }
  }

  /** Says which input does not end. */
  private static void watch(CaptureFuzz fuzz) {
    try {
      while (true) {
        Thread.sleep(1000);
        if (System.nanoTime() - fuzz.began > LONGEST_SECONDS * 1_000_000_000L) {
          System.out.println(fuzz.current + ": does not end");
          Runtime.getRuntime().halt(3);
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
