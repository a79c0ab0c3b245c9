// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.gosource.GoFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads files whole, but never one that is too large, and says of one that is no text what it is
 * instead. A name without an ending may be anything: there, what is no text is no problem either.
 */
final class Contents {
  /** So much of a file is looked at to tell whether it is text, as git does. */
  private static final int HEAD = 8000;

  private static final int LARGEST = GoFile.MAX_BYTES;

  private Contents() {}

  /**
   * The bytes of a file that the user names to go by, such as a baseline.
   *
   * @throws ConfigurationException when it is larger than such a file can be
   */
  static byte[] bounded(Path file, String name, int most) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new ConfigurationException(
            name + ": is larger than " + (most >> 20) + " MB", "name the file that is meant");
      }
      return bytes;
    }
  }

  /** The bytes of a text, or a problem. */
  static Optional<byte[]> read(Path file, String path, long size, Consumer<Problem> problems) {
    boolean maybe = !path.endsWith(".go") && !Readers.knowByName(path);
    try {
      byte[] bytes = size > LARGEST ? head(file) : Files.readAllBytes(file);
      Optional<Problem> problem = problem(path, bytes, size);
      if (problem.isPresent() && !(maybe && isBinary(bytes))) {
        problems.accept(problem.get());
      }
      return problem.isPresent() ? Optional.empty() : Optional.of(bytes);
    } catch (IOException reason) {
      problems.accept(TreeWalk.unreadable(path, reason, WHOLE));
      return Optional.empty();
    }
  }

  private static final String WHOLE = "the whole file";

  private static byte[] head(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(HEAD);
    }
  }

  private static Optional<Problem> problem(String path, byte[] bytes, long size) {
    if (Math.max(size, bytes.length) > LARGEST) {
      return Optional.of(new Problem(path, 0, "too-large", size + " bytes", WHOLE));
    }
    if (isUtf16(bytes)) {
      return Optional.of(
          new Problem(path, 1, "utf-16", "the text is UTF-16, tools want UTF-8", WHOLE));
    }
    return isBinary(bytes)
        ? Optional.of(new Problem(path, 1, "binary", "NUL bytes: this is no text", WHOLE))
        : Optional.empty();
  }

  private static boolean isUtf16(byte[] bytes) {
    return bytes.length >= 2
        && ((bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe)
            || (bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff));
  }

  private static boolean isBinary(byte[] bytes) {
    for (int i = 0; i < Math.min(HEAD, bytes.length); i++) {
      if (bytes[i] == 0) {
        return !isUtf16(bytes);
      }
    }
    return false;
  }
}
