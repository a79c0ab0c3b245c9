// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Real files that the fuzzer begins with, by the reader that takes them. */
final class Material {
  /** One file: its path decides who reads it. */
  record Sample(String path, byte[] text) {}

  private static final String GO = "Go";
  private static final int MOST_OF_A_READER = 1_500;
  private static final int LARGEST = 48 << 10;

  private final List<List<Sample>> byReader;

  private Material(List<List<Sample>> byReader) {
    this.byReader = byReader;
  }

  /** The files below these folders that are not large, so many of each kind. */
  static Material below(List<Path> roots) throws IOException {
    Map<String, List<Sample>> found = new TreeMap<>();
    for (Path root : roots) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          add(found, file, root.relativize(file).toString().replace('\\', '/'));
        }
      }
    }
    return new Material(List.copyOf(found.values()));
  }

  private static void add(Map<String, List<Sample>> found, Path file, String path)
      throws IOException {
    // a fixture's own root is what its readers are asked about
    String below = path.replaceFirst("^.*/fixtures/[^/]+/[^/]+/", "");
    List<String> takers =
        below.endsWith(".go")
            ? List.of(GO)
            : Readers.ALL.stream()
                .filter(reader -> reader.takes(below))
                .map(reader -> reader.getClass().getSimpleName())
                .toList();
    for (String taker : takers) {
      List<Sample> samples = found.computeIfAbsent(taker, key -> new ArrayList<>());
      if (samples.size() < MOST_OF_A_READER && Files.size(file) <= LARGEST) {
        samples.add(new Sample(below, Files.readAllBytes(file)));
      }
    }
  }

  /** How many kinds of file there are. */
  int kinds() {
    return byReader.size();
  }

  /** How many files there are. */
  int size() {
    return byReader.stream().mapToInt(List::size).sum();
  }

  /** Some file; Go half of the time, the others by reader. */
  Sample some(SplittableRandom random) {
    List<Sample> go = byReader.getFirst();
    for (List<Sample> samples : byReader) {
      go = samples.getFirst().path().endsWith(".go") ? samples : go;
    }
    return pick(random.nextBoolean() ? go : byReader.get(random.nextInt(kinds())), random);
  }

  /** The text of some file of any kind. */
  byte[] any(SplittableRandom random) {
    return pick(byReader.get(random.nextInt(kinds())), random).text();
  }

  private static Sample pick(List<Sample> samples, SplittableRandom random) {
    return samples.get(random.nextInt(samples.size()));
  }
}
