// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.identify;

import dev.demarc.evidence.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The lines around a finding, for people. A neighbour that may hold a secret is not shown: no rule
 * has looked at it.
 */
public final class Lines {
  /** When there is nothing to read: the finding's own line is all that is shown. */
  public static final Lines NONE = new Lines(Optional.empty());

  private static final long MOST = 4L << 20;

  private static final List<String> SECRET =
      List.of(
          "secret",
          "token",
          "passw",
          "passphrase",
          "credential",
          "apikey",
          "privatekey",
          "accesskey",
          "signingkey",
          "://");

  private final Optional<Path> root;
  private Optional<SourceText> last = Optional.empty();

  private Lines(Optional<Path> root) {
    this.root = root;
  }

  /** Lines of the files below this folder, read when they are asked for. */
  public static Lines below(Path root) {
    return new Lines(Optional.of(root));
  }

  /** A line as its author wrote it; none when the file is gone or not for people. */
  Optional<String> whole(String file, int line) {
    return text(file)
        .filter(text -> line >= 1 && line <= text.lines())
        .map(text -> text.lineText(line));
  }

  /** A line beside a finding; none when it is blank, or may hold a secret. */
  Optional<String> beside(String file, int line) {
    return whole(file, line)
        .filter(text -> !text.isBlank())
        .filter(text -> {
          String lower = text.toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
          return SECRET.stream().noneMatch(lower::contains);
        });
  }

  private Optional<SourceText> text(String file) {
    if (last.isEmpty() || !last.get().file().equals(file)) {
      last = root.flatMap(folder -> read(folder, file));
    }
    return last;
  }

  private static Optional<SourceText> read(Path folder, String file) {
    try {
      Path path = folder.resolve(file);
      return Files.isRegularFile(path) && Files.size(path) <= MOST
          ? Optional.of(new SourceText(file, Files.readAllBytes(path)))
          : Optional.empty();
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
