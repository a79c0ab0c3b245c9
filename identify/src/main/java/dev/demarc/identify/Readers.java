// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Reader;
import dev.demarc.evidence.environment.EnvFileReader;
import dev.demarc.evidence.gomod.GoModReader;
import dev.demarc.evidence.make.MakeReader;
import dev.demarc.evidence.shell.ShellFileReader;
import dev.demarc.evidence.sysctl.SysctlReader;
import dev.demarc.evidence.unit.UnitReader;
import java.util.List;

/** The readers of files that are not Go source. A file may be of several kinds. */
final class Readers {
  static final List<Reader> ALL =
      List.of(
          new EnvFileReader(),
          new GoModReader(),
          new MakeReader(),
          new ShellFileReader(),
          new SysctlReader(),
          new UnitReader());

  private Readers() {}

  static boolean take(String path) {
    return ALL.stream().anyMatch(reader -> reader.takes(path));
  }
}
