// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline;

import dev.demarc.conformance.CheckResult;
import dev.demarc.conformance.TestReport;
import dev.demarc.contract.MediaType;
import dev.demarc.pipeline.digest.Digest;
import dev.demarc.pipeline.file.WholeFile;
import dev.demarc.pipeline.stage.Shown;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the inputs with which a component breaks its contract, the smallest one first. */
public final class Counterexamples {
  private final Path folder;
  private final Path cwd;
  private final Map<Digest, Path> written = new HashMap<>();
  private Optional<Path> smallest = Optional.empty();

  /**
   * Into a folder that is made when there is something to write.
   *
   * @param cwd folder of the caller; paths are shown relative to it
   */
  public Counterexamples(Path folder, Path cwd) {
    this.folder = folder;
    this.cwd = cwd;
  }

  /** Writes each once. */
  public void write(TestReport report, MediaType input) throws IOException {
    String ending =
        switch (input.format()) {
          case CSV -> ".csv";
          case NDJSON -> ".ndjson";
          case JSON -> ".json";
          case TEXT -> ".txt";
          case BINARY -> ".bin";
        };
    List<CheckResult> broken =
        report.checks().stream()
            .filter(check -> check.counterexample().isPresent())
            .sorted(Comparator.comparingInt(Counterexamples::size))
            .toList();
    for (CheckResult check : broken) {
      byte[] bytes = check.counterexample().orElseThrow().bytes();
      Digest digest = Digest.of(bytes);
      if (written.containsKey(digest)) {
        continue;
      }
      String name =
          written.isEmpty()
              ? "counterexample"
              : "counterexample-" + check.name().replaceAll("[^A-Za-z0-9-]", "-");
      Path file = folder.resolve(name + ending);
      WholeFile.write(file, bytes);
      written.put(digest, file);
      smallest = Optional.of(smallest.orElse(file));
    }
  }

  /** Where these bytes lie, as the caller can name it; empty text when nowhere. */
  String shown(byte[] bytes) {
    Path file = written.get(Digest.of(bytes));
    return file == null ? "" : Shown.path(file, cwd);
  }

  /** The file that shows a break with the fewest bytes. */
  public Optional<Path> smallest() {
    return smallest;
  }

  /**
   * The command that shows a break by itself, ready to paste into a shell.
   *
   * @param program and contract as words of a shell
   */
  public static String command(String program, String contract, Path input, Path cwd) {
    return program + " run " + contract + " < " + Shown.word(Shown.path(input, cwd));
  }

  private static int size(CheckResult check) {
    return check.counterexample().orElseThrow().bytes().length;
  }
}
