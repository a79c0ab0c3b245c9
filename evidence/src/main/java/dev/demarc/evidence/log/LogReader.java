// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.log;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.CaptureReader;
import dev.demarc.evidence.text.TextLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts the lines of known meaning in a log of the Collector or of Prometheus. */
public final class LogReader implements CaptureReader {
  private static final int MOST = 500;

  private static final List<String> SIGNS =
      List.of(
          "Begin running and processing data",
          "Exporting failed.",
          "otelcol.component.",
          "Starting Prometheus Server",
          "component=remote");

  @Override
  public String kind() {
    return "log";
  }

  @Override
  public boolean recognises(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    return text.indexOf('\0') < 0 && SIGNS.stream().anyMatch(text::contains);
  }

  @Override
  public Read read(CaptureFile file) throws IOException {
    Map<String, LogEvents> all = new LinkedHashMap<>();
    int more = 0;
    List<Problem> problems;
    try (TextLines lines = TextLines.of(file)) {
      while (lines.next()) {
        LogEvents one = LogLine.of(file.name(), lines).orElse(null);
        if (one == null) {
          continue;
        }
        String key = one.message() + " " + one.cause() + " " + one.component();
        if (all.size() < MOST || all.containsKey(key)) {
          all.merge(key, one, LogEvents::and);
        } else {
          more++;
        }
      }
      problems = new ArrayList<>(lines.problems());
    }
    if (more > 0) {
      String text = "more than " + MOST + " kinds of lines";
      problems.add(new Problem(file.name(), 0, Problem.TOO_MANY, text, more + " lines"));
    }
    return new Read(List.copyOf(all.values()), problems);
  }
}
