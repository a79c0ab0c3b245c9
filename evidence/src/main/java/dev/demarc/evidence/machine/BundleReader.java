// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.machine;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.capture.CaptureFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads one bundle. It comes from elsewhere: what makes no sense in it is a problem, and what leads
 * out of it is not followed.
 */
final class BundleReader {
  private static final int LONGEST_QUOTE = 40;

  private final Path folder;
  private final String name;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Snapshot> snapshots = new ArrayList<>();
  private final NavigableSet<Long> pids = new TreeSet<>();
  private final NavigableSet<String> own = new TreeSet<>(List.of(Bundle.MANIFEST));
  private String target = "";

  BundleReader(Path folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  Bundle read() throws IOException {
    List<String> lines = lines(Bundle.MANIFEST);
    String first = lines.isEmpty() ? "" : lines.getFirst();
    if (!first.equals(Bundle.MAGIC)) {
      String quote = first.substring(0, Math.min(LONGEST_QUOTE, first.length()));
      problem(1, "it says " + quote + "; this is read: " + Bundle.MAGIC, "the whole bundle");
      return new Bundle(Optional.empty(), List.of(), problems);
    }
    for (int number = 2; number <= lines.size(); number++) {
      String[] words = lines.get(number - 1).strip().split(" +", -1);
      switch (words[0]) {
        case "target" -> target = words.length > 1 ? words[1] : "";
        case "pids" -> pids(words, number);
        case "sample" -> sample(words, number);
        case "missed" -> {
          String text = lines.get(number - 1).strip().substring("missed".length()).strip();
          problems.add(new Problem(name, 0, "not-collected", text, "what it would have shown"));
        }
        default -> {} // a later one may say more
      }
    }
    Optional<Watch> watch =
        snapshots.isEmpty()
            ? Optional.empty()
            : Optional.of(new Watch(name, target, pids, snapshots));
    return new Bundle(watch, captures(), problems);
  }

  private void pids(String[] words, int number) {
    for (int i = 1; i < words.length; i++) {
      Optional<Long> pid = ProcNumber.decimal(words[i]);
      if (pid.isEmpty()) {
        problem(number, "not all of it are numbers", "the rest of these processes");
        return;
      }
      pids.add(pid.get());
    }
  }

  private void sample(String[] words, int number) {
    if (words.length < 3 || !words[1].matches("\\d{1,5}")) {
      problem(number, "a sample has a number of up to 5 digits and a time", "this sample");
      return;
    }
    try {
      snapshots.add(snapshot(words[1], Instant.parse(words[2])));
      own.addAll(List.of(words[1], words[1] + ".links", words[1] + ".refused"));
    } catch (DateTimeException reason) {
      problem(number, "no time: " + reason.getMessage(), "this sample");
    } catch (NoSuchFileException noFolder) {
      problem(number, "its folder is not there", "this sample");
    } catch (IOException | UncheckedIOException reason) {
      problem(number, String.valueOf(reason.getMessage()), "this sample");
    }
  }

  private Snapshot snapshot(String sample, Instant at) throws IOException {
    Path home = folder.resolve(sample);
    Snapshot.Builder into = Snapshot.at(at);
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String path = home.relativize(file).toString().replace('\\', '/');
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          into.file(path, bytes(sample + "/" + path));
        } else if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          problems.add(
              new Problem(
                  name + "/" + sample + "/" + path, 0, "unreadable", "no plain file", "this file"));
        }
      }
    }
    for (String line : lines(sample + ".links")) {
      int arrow = line.indexOf(" -> ");
      if (arrow > 0) {
        into.link(line.substring(0, arrow), line.substring(arrow + 4));
      }
    }
    lines(sample + ".refused").stream().filter(line -> !line.isEmpty()).forEach(into::refused);
    return into.build();
  }

  private List<CaptureFile> captures() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !own.contains(file.getFileName().toString()))
          .sorted()
          .map(file -> new CaptureFile(name + "/" + file.getFileName(), file))
          .toList();
    }
  }

  private List<String> lines(String file) throws IOException {
    return Files.isRegularFile(folder.resolve(file), LinkOption.NOFOLLOW_LINKS)
        ? new String(bytes(file), StandardCharsets.UTF_8).lines().toList()
        : List.of();
  }

  private byte[] bytes(String file) throws IOException {
    try (InputStream in = Files.newInputStream(folder.resolve(file))) {
      byte[] bytes = in.readNBytes(Machine.LARGEST);
      if (in.read() >= 0) {
        String text = "more than " + Machine.LARGEST + " bytes";
        problems.add(new Problem(name + "/" + file, 0, "too-large", text, "what comes after"));
      }
      return bytes;
    }
  }

  private void problem(int line, String text, String lost) {
    problems.add(new Problem(name + "/" + Bundle.MANIFEST, line, "unreadable", text, lost));
  }
}
