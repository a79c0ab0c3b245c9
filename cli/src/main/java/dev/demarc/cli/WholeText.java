// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that appear whole or not at all; a device or a pipe is written as it is. */
final class WholeText {
  private WholeText() {}

  static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  static void write(Path file, byte[] bytes) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) { // /dev/stderr, a named pipe
      Files.write(file, bytes, StandardOpenOption.WRITE);
      return;
    }
    Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
    try {
      Files.write(fresh, bytes);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
