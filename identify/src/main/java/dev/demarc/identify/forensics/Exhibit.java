// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.CaptureReader;
import dev.demarc.evidence.machine.Watch;
import java.io.IOException;
import java.util.List;

/** One input of an examination. */
public sealed interface Exhibit {
  /** How the report calls it. */
  String name();

  /**
   * A file that someone recorded.
   *
   * @param readers those that know it by how it begins; none when it is no capture of a known kind
   */
  record Recorded(CaptureFile file, List<CaptureReader> readers) implements Exhibit {
    /** Reads the beginning of a file, once for all that ask what it is. */
    public static Recorded of(CaptureFile file) throws IOException {
      return new Recorded(file, CaptureReaders.of(file.head()));
    }

    /** Whether it is a capture of a known kind. */
    public boolean isKnown() {
      return !readers.isEmpty();
    }

    @Override
    public String name() {
      return file.name();
    }
  }

  /**
   * What goes on where it lies, such as a journal: this run looked at it.
   *
   * @param kind of it, as a report has it
   * @param looks in order of time, at least one
   */
  record Looked(String name, String kind, List<Look> looks) implements Exhibit {
    /** Copies the list. */
    public Looked {
      looks = List.copyOf(looks);
    }
  }

  /**
   * What one look gave.
   *
   * @param files how many were read
   * @param bytes how many they hold, or as many as were read
   */
  record Look(Read read, int files, long bytes) {}

  /**
   * A host that was looked at, now or when a bundle was made.
   *
   * @param live whether it was looked at by this run: the report is then about a moment
   */
  record Seen(Watch watch, boolean live) implements Exhibit {
    @Override
    public String name() {
      return watch.name();
    }
  }
}
