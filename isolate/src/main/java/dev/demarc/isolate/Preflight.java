// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Why a program cannot start, found before it is tried: the kernel says ENOENT for four different
 * causes, and a byte order mark before {@code #!} does not even fail.
 */
final class Preflight {
  private static final int HEAD = 256; // linux/binfmts.h: BINPRM_BUF_SIZE

  private Preflight() {}

  /** The cause; empty when nothing speaks against a start. */
  static Optional<String> problem(Path directory, String program, String path) {
    if (!Files.isDirectory(directory)) {
      return Optional.of("not found: working directory " + directory);
    }
    if (!program.contains("/")) {
      return onPath(program, path).isPresent()
          ? Optional.empty()
          : Optional.of("not found: " + program + " is in no folder of PATH " + path);
    }
    Path file = directory.resolve(program);
    if (!Files.exists(file)) {
      return Optional.of("not found: no file " + program + " in " + directory);
    }
    if (!Files.isRegularFile(file)) {
      return Optional.of(program + " is no file");
    }
    if (!Files.isExecutable(file)) {
      return Optional.of(program + " is not executable: chmod +x");
    }
    try {
      return head(file).flatMap(head -> interpreter(program, head, directory, path));
    } catch (IOException unreadable) {
      return Optional.empty(); // a program may be executable without being readable
    }
  }

  private static Optional<byte[]> head(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(in.readNBytes(HEAD));
    }
  }

  private static Optional<String> interpreter(
      String program, byte[] head, Path directory, String path) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("\u00ef\u00bb\u00bf#!")) {
      return Optional.of(
          program + " begins with a byte order mark: #! is not seen; remove its first 3 bytes");
    }
    if (!text.startsWith("#!")) {
      return Optional.empty();
    }
    int end = text.indexOf('\n');
    String line = text.substring(2, end < 0 ? text.length() : end);
    if (line.endsWith("\r")) {
      return Optional.of(
          program
              + ": its first line ends with a carriage return, so the interpreter is not found");
    }
    String[] words = line.strip().split("[ \t]+", -1);
    Path interpreter = directory.resolve(words[0]);
    if (words[0].isEmpty() || !Files.isRegularFile(interpreter)) {
      return Optional.of("not found: interpreter " + words[0] + " of " + program);
    }
    if (!Files.isExecutable(interpreter)) {
      return Optional.of("interpreter " + words[0] + " of " + program + " is not executable");
    }
    boolean byName = words[0].endsWith("/env") && words.length > 1 && !words[1].startsWith("-");
    if (byName && onPath(words[1], path).isEmpty()) {
      return Optional.of(
          "not found: interpreter " + words[1] + " of " + program + " is in no folder of PATH");
    }
    return Optional.empty();
  }

  /** The file that execvp(3) would take. */
  static Optional<Path> onPath(String program, String path) {
    for (String folder : path.split(":", -1)) {
      Path file = Path.of(folder.isEmpty() ? "." : folder, program);
      if (Files.isRegularFile(file) && Files.isExecutable(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }
}
