// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.CaptureReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads what a query of Loki gives, and plain lines that begin with a time. */
public final class SinkReader implements CaptureReader {
  private static final long SLACK = SinkExport.SLACK * 1_000_000L;

  @Override
  public String kind() {
    return "log-lines";
  }

  @Override
  public boolean recognises(byte[] head) {
    return SinkFormat.of(head) != SinkFormat.NONE;
  }

  @Override
  public Read read(CaptureFile file) throws IOException {
    List<Problem> problems = new ArrayList<>();
    SinkFormat format = SinkFormat.of(file.head());
    try (InputStream stream = file.open()) {
      Bytes in =
          new Bytes(
              stream,
              reason ->
                  problems.add(
                      new Problem(
                          file.name(), 0, "truncated", "" + reason.getMessage(), "the rest")));
      SinkLines lines = new SinkLines(in, format);
      long count = 0;
      long first = -1;
      long last = -1;
      long largest = 0;
      long late = 0;
      while (lines.next()) {
        first = count++ == 0 ? lines.micros() : first;
        last = lines.micros();
        late += last < largest - SLACK ? 1 : 0;
        largest = Math.max(largest, last);
      }
      if (lines.unreadable() > 0) {
        problems.add(
            new Problem(
                file.name(),
                0,
                "parse-degraded",
                lines.unreadable() + " places are no line with a time",
                "these lines"));
      }
      if (count == 0) {
        return new Read(List.of(), problems);
      }
      return new Read(
          List.of(
              new SinkExport(
                  file,
                  format.word(),
                  count,
                  lines.unreadable(),
                  Times.ofMicros(first),
                  Times.ofMicros(last),
                  late)),
          problems);
    }
  }
}
