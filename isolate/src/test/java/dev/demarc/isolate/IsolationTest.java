// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every boundary owes, whatever its host gives: the rows of the fault matrix that need no
 * cgroup. After each test nothing of it is left.
 */
abstract class IsolationTest implements Answers, Endings, Surroundings {
  @TempDir Path folder;

  /** The use of this host under test. */
  abstract Setup setup();

  @AfterEach
  void nothingIsLeft() throws IOException {
    assertThat(processesOfRuns()).as("processes left").isEmpty();
    assertThat(groupsOfRuns()).as("cgroups left").isEmpty();
    assertThat(foldersOfRuns()).as("folders left").isEmpty();
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public Boundary open(Sample sample) {
    return Boundaries.open(sample.contract(folder), folder, setup());
  }

  @Override
  public Run run(Sample sample, String input) {
    try (Boundary boundary = open(sample)) {
      return boundary.call(input.getBytes(UTF_8));
    }
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Long> processesOfRuns() throws IOException {
    String mark = "TMPDIR=" + setup().temporary().resolve("demarc-" + self() + "-");
    List<Long> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path entry : entries) {
        if (read(entry.resolve("environ")).contains(mark)) {
          found.add(Long.parseLong(entry.getFileName().toString()));
        }
      }
    }
    return found;
  }

  static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }

  private List<Path> groupsOfRuns() throws IOException {
    List<Path> bases = new ArrayList<>(setup().layout().controllers().values());
    setup().layout().unified().ifPresent(bases::add);
    List<Path> found = new ArrayList<>();
    for (Path base : bases) {
      Path shared = base.resolve("demarc");
      if (Files.isDirectory(shared)) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(shared, self() + "-*")) {
          entries.forEach(found::add);
        }
      }
    }
    return found;
  }

  private List<Path> foldersOfRuns() throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(setup().temporary(), "demarc-" + self() + "-*")) {
      entries.forEach(found::add);
    }
    return found;
  }

  private static long self() {
    return ProcessHandle.current().pid();
  }
}
