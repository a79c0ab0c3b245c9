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
  /** The file has ten lines; one that is larger is something else behind the same first line. */
  private static final int LARGEST = 4096;

  @Override
  public String kind() {
    return "cpu.stat";
  }

  @Override
  public boolean recognises(byte[] head) {
    String text = new String(head, 0, Math.min(head.length, LARGEST), StandardCharsets.ISO_8859_1);
    boolean begins = text.startsWith("nr_periods ") || text.startsWith("usage_usec ");
    return begins && text.contains("nr_throttled ");
  }

  @Override
  public Read read(CaptureFile file) throws IOException {
    byte[] bytes;
    try (InputStream in = file.open()) {
      bytes = in.readNBytes(LARGEST);
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    Optional<Periods> periods = Periods.of(StatFile.of(text.lines().toList()));
    return periods
        .map(found -> new Read(List.of(new CpuStat(file.name(), found)), List.of()))
        .orElseGet(() -> new Read(List.of(), List.of(cut(file))));
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
