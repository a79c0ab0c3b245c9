// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.machine;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.capture.CaptureFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A host that was looked at, as a folder to carry away. {@code bundle.txt} names the target and the
 * samples; each sample is a folder with the files of /proc and /sys as they were, its symbolic
 * links as lines {@code path -> target} of a {@code .links} file, and what could not be read in a
 * {@code .refused} file. Every other file beside {@code bundle.txt} is a capture: a dump, a trace,
 * packets.
 *
 * @param watch what was seen of the host; empty when there is no sample
 * @param captures the other files, by name
 * @param problems what of it could not be read
 */
public record Bundle(Optional<Watch> watch, List<CaptureFile> captures, List<Problem> problems) {
  /** The file that makes a folder a bundle. */
  public static final String MANIFEST = "bundle.txt";

  private static final String MAGIC = "demarc-bundle 1";
  private static final int LARGEST_MANIFEST = 1 << 20;

  /** Copies the lists. */
  public Bundle {
    captures = List.copyOf(captures);
    problems = List.copyOf(problems);
  }

  /** Whether a folder is a bundle. */
  public static boolean is(Path folder) {
    return Files.isRegularFile(folder.resolve(MANIFEST));
  }

  /**
   * Writes a watch into a folder that is there and has no watch yet.
   *
   * @param missed what was asked for and is not in, with the reason, one line each: who reads it
   *     elsewhere must know that
   * @throws IOException when a file cannot be written
   */
  public static void write(Watch watch, List<String> missed, Path folder) throws IOException {
    StringBuilder manifest = new StringBuilder(MAGIC + "\n");
    manifest.append("target ").append(watch.target()).append('\n').append("pids");
    watch.pids().forEach(pid -> manifest.append(' ').append(pid));
    manifest.append('\n');
    missed.forEach(line -> manifest.append("missed ").append(line.replace('\n', ' ')).append('\n'));
    int number = 0;
    for (Snapshot snapshot : watch.snapshots()) {
      String name = Integer.toString(number++);
      manifest.append("sample ").append(name).append(' ').append(snapshot.at()).append('\n');
      write(snapshot, folder, name);
    }
    Files.writeString(folder.resolve(MANIFEST), manifest);
  }

  private static void write(Snapshot snapshot, Path folder, String name) throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    for (Map.Entry<String, byte[]> file : snapshot.files().entrySet()) {
      Path path = home.resolve(file.getKey()).normalize();
      if (path.startsWith(home)) {
        Files.createDirectories(path.getParent());
        Files.write(path, file.getValue());
      }
    }
    StringBuilder links = new StringBuilder();
    snapshot
        .links()
        .forEach((path, target) ->
            links.append(path).append(" -> ").append(target.replace('\n', ' ')).append('\n'));
    Files.writeString(folder.resolve(name + ".links"), links);
    String refused = String.join("\n", snapshot.refused());
    Files.writeString(folder.resolve(name + ".refused"), refused.isEmpty() ? "" : refused + "\n");
  }

  /**
   * Reads a bundle.
   *
   * @param name how the report calls it
   * @throws IOException when its manifest cannot be read
   */
  public static Bundle read(Path folder, String name) throws IOException {
    List<Problem> problems = new ArrayList<>();
    String target = "";
    NavigableSet<Long> pids = new TreeSet<>();
    List<Snapshot> snapshots = new ArrayList<>();
    NavigableSet<String> own = new TreeSet<>(List.of(MANIFEST));
    int number = 0;
    for (String line : text(folder.resolve(MANIFEST), LARGEST_MANIFEST).lines().toList()) {
      number++;
      String[] words = line.strip().split(" +", -1);
      try {
        switch (words[0]) {
          case "target" -> target = words.length > 1 ? words[1] : "";
          case "pids" -> Stream.of(words).skip(1).map(Long::valueOf).forEach(pids::add);
          case "sample" -> {
            snapshots.add(sample(folder, words[1], Instant.parse(words[2])));
            own.addAll(List.of(words[1], words[1] + ".links", words[1] + ".refused"));
          }
          case "missed" -> {
            String text = line.strip().substring("missed".length()).strip();
            problems.add(new Problem(name, 0, "not-collected", text, "what it would have shown"));
          }
          default -> {}
        }
      } catch (DateTimeException
          | IndexOutOfBoundsException
          | NumberFormatException
          | IOException
          | UncheckedIOException reason) {
        problems.add(
            new Problem(name + "/" + MANIFEST, number, "unreadable", "" + reason, "this sample"));
      }
    }
    Optional<Watch> watch =
        snapshots.isEmpty()
            ? Optional.empty()
            : Optional.of(new Watch(name, target, pids, snapshots));
    return new Bundle(watch, captures(folder, name, own), problems);
  }

  private static List<CaptureFile> captures(Path folder, String name, NavigableSet<String> own)
      throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !own.contains(file.getFileName().toString()))
          .sorted()
          .map(file -> new CaptureFile(name + "/" + file.getFileName(), file))
          .toList();
    }
  }

  private static Snapshot sample(Path folder, String name, Instant at) throws IOException {
    Path home = folder.resolve(name);
    if (!name.matches("\\d{1,5}")) {
      throw new IOException(name + " is no name of a sample");
    }
    Snapshot.Builder into = Snapshot.at(at);
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = home.relativize(file).toString().replace('\\', '/');
        try (InputStream in = Files.newInputStream(file)) {
          into.file(path, in.readNBytes(Machine.LARGEST));
        }
      }
    }
    for (String line : lines(folder.resolve(name + ".links"))) {
      int arrow = line.indexOf(" -> ");
      if (arrow > 0) {
        into.link(line.substring(0, arrow), line.substring(arrow + 4));
      }
    }
    lines(folder.resolve(name + ".refused")).forEach(into::refused);
    return into.build();
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.isRegularFile(file)
        ? text(file, Machine.LARGEST).lines().filter(line -> !line.isEmpty()).toList()
        : List.of();
  }

  private static String text(Path file, int most) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(most), StandardCharsets.UTF_8);
    }
  }
}
