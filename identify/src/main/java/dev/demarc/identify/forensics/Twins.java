// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import dev.demarc.evidence.capture.CaptureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Captures with equal bytes: two looks at one thing are no two looks when they are one file. */
final class Twins {
  private final List<CaptureFile> seen = new ArrayList<>();

  /** The name of an earlier capture with the same bytes. */
  Optional<String> of(CaptureFile file) throws IOException {
    for (CaptureFile earlier : seen) {
      if (earlier.size() == file.size() && Files.mismatch(earlier.path(), file.path()) < 0) {
        return Optional.of(earlier.name());
      }
    }
    seen.add(file);
    return Optional.empty();
  }
}
