// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gomod;

import dev.demarc.evidence.Reader;
import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.environment.Setting;
import dev.demarc.evidence.environment.SettingLines;
import java.util.List;
import java.util.Set;

/** Reads the files of the go command that are no Go source. */
public final class GoModReader implements Reader {
  private static final Set<String> NAMES =
      Set.of("go.mod", "go.work", "go.sum", "go.work.sum", "go.env");

  @Override
  public boolean takes(String path) {
    return NAMES.contains(name(path));
  }

  @Override
  public Read read(SourceText text) {
    return switch (name(text.file())) {
      case "go.mod" -> {
        ModLines lines = ModLines.of(text);
        yield new Read(
            List.of(new GoMod(text.file(), lines.lines(), text.place(0, 0))), lines.problems());
      }
      case "go.work" -> {
        ModLines lines = ModLines.of(text);
        yield new Read(List.of(new GoWork(text.file(), lines.lines())), lines.problems());
      }
      case "go.env" -> Read.of(SettingLines.read(text, Setting.Source.GOENV));
      default -> Read.of(List.of(new GoSum(text)));
    };
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
