// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.cgroup;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.CaptureReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Reads the text of a cpu.stat of either version, as {@code cat} prints it. */
public final class CpuStatReader implements CaptureReader {
  private static final String PERIODS = "nr_periods ";

  /** The file has ten lines; in one that is larger is more behind the first one. */
  private static final int LARGEST = 4096;

  @Override
  public String kind() {
    return "cpu.stat";
  }

  @Override
  public boolean recognises(byte[] head) {
    String text = new String(head, 0, Math.min(head.length, LARGEST), StandardCharsets.ISO_8859_1);
    boolean begins = text.startsWith(PERIODS) || text.startsWith("usage_usec ");
    return begins && text.contains("nr_throttled ");
  }

  @Override
  public Read read(CaptureFile file) throws IOException {
    String text;
    try (InputStream in = file.open()) {
      text = new String(in.readNBytes(LARGEST), StandardCharsets.ISO_8859_1);
    }
    Optional<Periods> periods = Periods.of(StatFile.of(text.lines().toList()));
    if (periods.isEmpty()) {
      return new Read(List.of(), List.of(cut(file)));
    }
    boolean isMore = text.length() == LARGEST || text.indexOf(PERIODS) != text.lastIndexOf(PERIODS);
    return new Read(
        List.of(new CpuStat(file.name(), periods.get())), isMore ? List.of(more(file)) : List.of());
  }

  private static Problem more(CaptureFile file) {
    return new Problem(
        file.name(),
        0,
        "parse-degraded",
        "more than one cpu.stat, or something else behind it",
        "all but the first counters: save each look as a file of its own");
  }

  private static Problem cut(CaptureFile file) {
    return new Problem(
        file.name(),
        0,
        "truncated",
        "nr_periods, nr_throttled and a throttled time belong to a cpu.stat",
        "the counters");
  }
}
