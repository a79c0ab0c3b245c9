// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Reader;
import dev.demarc.evidence.csource.CFileReader;
import dev.demarc.evidence.shell.ShellFileReader;
import java.util.List;

/** The readers of files that are not Go source. A file may be of several kinds. */
final class Readers {
  static final List<Reader> ALL = List.of(new ShellFileReader(), new CFileReader());

  private Readers() {}

  static boolean take(String path) {
    return ALL.stream().anyMatch(reader -> reader.takes(path));
  }
}
