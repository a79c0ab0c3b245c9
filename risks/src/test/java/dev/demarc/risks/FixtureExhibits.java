// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.machine.Bundle;
import dev.demarc.identify.forensics.Exhibit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The captures of a fixture folder, which are examined together: a bundle, or plain files. */
final class FixtureExhibits {
  private FixtureExhibits() {}

  static List<Exhibit> of(Path folder) throws IOException {
    List<Exhibit> exhibits = new ArrayList<>();
    List<CaptureFile> files = new ArrayList<>();
    if (Bundle.is(folder)) {
      Bundle bundle = Bundle.read(folder, "fixture");
      assertThat(bundle.problems()).isEmpty();
      bundle.watch().map(watch -> new Exhibit.Seen(watch, false)).ifPresent(exhibits::add);
      files.addAll(bundle.captures());
    } else {
      try (Stream<Path> all = Files.list(folder)) {
        all.sorted()
            .map(file -> new CaptureFile(String.valueOf(file.getFileName()), file))
            .forEach(files::add);
      }
    }
    for (CaptureFile file : files) {
      if (!file.path().endsWith("want.txt")) {
        exhibits.add(Exhibit.beside(file));
      }
    }
    return exhibits;
  }
}
