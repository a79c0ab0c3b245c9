// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.machine.Watch;

/** One input of an examination. */
public sealed interface Exhibit {
  /** How the report calls it. */
  String name();

  /** A file that someone recorded. */
  record Recorded(CaptureFile file) implements Exhibit {
    @Override
    public String name() {
      return file.name();
    }
  }

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
