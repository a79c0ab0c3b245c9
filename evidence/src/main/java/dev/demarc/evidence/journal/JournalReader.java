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

/** Reads entries of a journal: {@code journalctl -o json} and {@code journalctl -o export}. */
public final class JournalReader implements CaptureReader {
  @Override
  public String kind() {
    return "journal";
  }

  @Override
  public boolean recognises(byte[] head) {
    return JournalFormat.of(head) != JournalFormat.NONE;
  }

  @Override
  public Read read(CaptureFile file) throws IOException {
    List<Problem> problems = new ArrayList<>();
    JournalFormat format = JournalFormat.of(file.head());
    try (InputStream stream = file.open()) {
      Bytes in =
          new Bytes(
              stream,
              reason ->
                  problems.add(
                      new Problem(
                          file.name(), 0, "truncated", "" + reason.getMessage(), "the rest")));
      Senders senders = new Senders();
      Entry entry = new Entry(senders);
      StreamSummary summary = new StreamSummary(file, senders);
      Entries entries = format.entries(in, false);
      long unreadable = 0;
      while (entries.next(entry)) {
        if (entries.unreadable() != unreadable) {
          unreadable = entries.unreadable();
          summary.damage();
        }
        summary.add(entry);
      }
      JournalStream read = summary.stream(format.word(), entries.unreadable());
      if (read.unreadable() > 0) {
        problems.add(
            new Problem(
                file.name(),
                0,
                "parse-degraded",
                read.unreadable() + " places are no entry of a journal",
                "these entries"));
      }
      if (summary.beyond() > 0) {
        problems.add(
            new Problem(
                file.name(),
                0,
                Problem.TOO_MANY,
                "more numberings than are kept",
                "the numbers of " + summary.beyond() + " entries"));
      }
      List<Object> facts = new ArrayList<>();
      facts.add(read);
      facts.addAll(read.runs());
      if (read.entries() == 1) {
        read.runs().stream().map(SavedCursor::ofLastEntry).forEach(facts::add);
      }
      return new Read(facts, problems);
    }
  }
}
