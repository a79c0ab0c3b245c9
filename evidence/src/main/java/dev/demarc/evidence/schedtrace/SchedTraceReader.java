// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.schedtrace;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.CaptureReader;
import dev.demarc.evidence.text.TextLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the lines of schedtrace out of what a process wrote, its other lines between them. */
public final class SchedTraceReader implements CaptureReader {
  private static final int MOST_RUNS = 64;

  @Override
  public String kind() {
    return "schedtrace";
  }

  @Override
  public boolean recognises(byte[] head) {
    if (!new String(head, StandardCharsets.ISO_8859_1).contains(SchedLine.BEGIN)) {
      return false;
    }
    TextLines lines = TextLines.of(head);
    while (lines.next()) {
      if (SchedLine.of(lines).isPresent()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Read read(CaptureFile file) throws IOException {
    List<SchedTrace> runs = new ArrayList<>();
    SchedRun run = new SchedRun(file.name());
    int unreadable = 0;
    int more = 0;
    List<Problem> problems;
    try (TextLines lines = TextLines.of(file)) {
      while (lines.next()) {
        Optional<SchedLine> line = SchedLine.of(lines);
        if (line.isEmpty()) {
          unreadable += lines.startsWith(SchedLine.BEGIN) ? 1 : 0;
          continue;
        }
        if (run.isBefore(line.get())) { // its clock begins again: another process
          more += runs.size() == MOST_RUNS ? 1 : 0;
          if (runs.size() < MOST_RUNS) {
            runs.add(run.ended());
          }
          run = new SchedRun(file.name());
        }
        run.add(line.get(), lines.spot());
      }
      problems = new ArrayList<>(lines.problems());
    }
    if (!run.isEmpty()) {
      more += runs.size() == MOST_RUNS ? 1 : 0;
      if (runs.size() < MOST_RUNS) {
        runs.add(run.ended());
      }
    }
    if (unreadable > 0) {
      problems.add(
          new Problem(
              file.name(), 0, "unreadable", "not the words of schedtrace", unreadable + " lines"));
    }
    if (more > 0) {
      String text = "more than " + MOST_RUNS + " runs";
      problems.add(new Problem(file.name(), 0, Problem.TOO_MANY, text, "the later ones"));
    }
    return new Read(runs, problems);
  }
}
