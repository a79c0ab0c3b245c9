// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import dev.demarc.evidence.capture.CaptureReader;
import dev.demarc.evidence.journal.JournalFileReader;
import dev.demarc.evidence.journal.JournalReader;
import dev.demarc.evidence.journal.ListingReader;
import dev.demarc.evidence.journal.PositionsReader;
import dev.demarc.evidence.journal.SinkReader;
import java.util.List;

/** The readers of captures, one a line, by name. */
final class CaptureReaders {
  static final List<CaptureReader> ALL =
      List.of(
          new JournalFileReader(),
          new JournalReader(),
          new ListingReader(),
          new PositionsReader(),
          new SinkReader()
          );

  private CaptureReaders() {}

  /** Those that say that a file which begins so is theirs. */
  static List<CaptureReader> of(byte[] head) {
    return ALL.stream().filter(reader -> reader.recognises(head)).toList();
  }
}
