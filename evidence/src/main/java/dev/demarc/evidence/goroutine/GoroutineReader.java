// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.goroutine;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.CaptureReader;
import dev.demarc.evidence.text.TextLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads dumps of goroutines, also out of a log that a container engine, a kubelet or a journal kept
 * when SIGQUIT or a panic ended the process. Of arguments it keeps a digest, to tell one call from
 * the next; of labels nothing.
 */
public final class GoroutineReader implements CaptureReader {
  /** So many of the first lines say whether a text is a log whose end may hold a dump. */
  private static final int LOG_LINES = 20;

  private static final Pattern LOG =
      Pattern.compile(
          "ts=|time=|level=|\\{\"(?:level|ts|time|msg)\"|[IWEF]\\d{4} \\d\\d:"
              + "|\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d");

  @Override
  public String kind() {
    return "goroutine";
  }

  @Override
  public boolean neverRepeats() {
    return true;
  }

  @Override
  public boolean recognises(byte[] head) {
    for (int i = 0; i < Math.min(head.length, 4096); i++) {
      if (head[i] == 0) {
        return false;
      }
    }
    boolean mayBeDump = new String(head, StandardCharsets.ISO_8859_1).contains(DumpParser.HEADER);
    TextLines lines = TextLines.of(head);
    int carried = 0;
    while ((mayBeDump || lines.number() < LOG_LINES) && lines.next()) {
      if (DumpParser.isHeader(lines)) {
        return true;
      }
      carried += lines.number() <= LOG_LINES && isOfLog(lines) ? 1 : 0;
    }
    // the end of a log that is longer than its head may hold a dump
    return head.length == CaptureFile.HEAD && carried * 2 > LOG_LINES;
  }

  /** A line as container engines, slog, zap, klog, go-kit or package log write it. */
  private static boolean isOfLog(TextLines line) {
    return line.isCarried() || LOG.matcher(line.text()).lookingAt();
  }

  @Override
  public Read read(CaptureFile file) throws IOException {
    Optional<Instant> written = Optional.of(Files.getLastModifiedTime(file.path()).toInstant());
    DumpParser parser = new DumpParser(file.name(), written);
    List<Problem> problems;
    try (TextLines lines = TextLines.of(file)) {
      while (lines.next()) {
        parser.take(lines);
      }
      problems = new ArrayList<>(lines.problems());
    }
    List<Object> facts = new ArrayList<>();
    for (GoroutineDump dump : parser.dumps()) {
      facts.add(dump);
      facts.addAll(Waiting.in(dump));
    }
    problems.addAll(parser.problems());
    return new Read(facts, problems);
  }
}
