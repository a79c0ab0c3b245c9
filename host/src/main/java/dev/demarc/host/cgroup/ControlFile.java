// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.cgroup;

import dev.demarc.host.syscall.Errno;
import dev.demarc.host.syscall.User;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads and writes the files of a cgroup. */
final class ControlFile {
  private ControlFile() {}

  /** Writes without creating, so that a missing file is ENOENT and nothing else. */
  static void write(Path file, String text) throws IOException {
    try {
      Files.writeString(file, text, StandardOpenOption.WRITE);
    } catch (IOException problem) {
      throw new IOException(file.getFileName() + ": " + Errno.name(problem), problem);
    }
  }

  /** The problem of writing and reading back; empty text when the same text came back. */
  static String tried(Path file, String text, String expected) {
    try {
      write(file, text);
    } catch (IOException problem) {
      return String.valueOf(problem.getMessage());
    }
    String back = read(file).orElse("unreadable");
    return back.equals(expected)
        ? ""
        : file.getFileName() + ": wrote " + text + ", read back " + back;
  }

  static Optional<String> read(Path file) {
    try {
      return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip());
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  static OptionalLong number(Path file) {
    return read(file).map(ControlFile::number).orElse(OptionalLong.empty());
  }

  /** The number behind a key of a file of lines {@code KEY NUMBER}. */
  static OptionalLong keyed(Path file, String key) {
    Optional<String> text = read(file);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    for (String line : text.get().split("\n", -1)) {
      if (line.startsWith(key + " ")) {
        return number(line.substring(key.length() + 1));
      }
    }
    return OptionalLong.empty();
  }

  /** The process ids in a file of one a line. */
  static List<Long> pids(Path file) {
    List<Long> pids = new ArrayList<>();
    for (String line : read(file).orElse("").split("\n", -1)) {
      number(line).ifPresent(pids::add);
    }
    return pids;
  }

  /** The directories in a directory. */
  static List<Path> children(Path directory) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(directory, entry -> Files.isDirectory(entry))) {
      entries.forEach(found::add);
    } catch (IOException | java.nio.file.DirectoryIteratorException gone) {
      return found;
    }
    return found;
  }

  /** Makes a directory and its parents up to {@code base}, against others that remove them. */
  static void make(Path directory) throws IOException {
    for (int attempt = 0; ; attempt++) {
      try {
        Files.createDirectories(directory);
        return;
      } catch (IOException problem) {
        if (attempt == 4) {
          throw new IOException(refusal(problem), problem);
        }
      }
    }
  }

  /** Why a group cannot be made: without its path, which is another one in each run. */
  private static String refusal(IOException problem) {
    String error = Errno.name(problem);
    return switch (error) {
      case "EACCES", "EPERM" ->
          error + " (own cgroup is not writable for uid " + User.effectiveId() + ")";
      case "EROFS" -> error + " (the cgroup file system is read-only)";
      default -> error + " (mkdir in the own cgroup)";
    };
  }

  /** Removes a group and the groups in it; the problem, empty when it is gone. */
  static Optional<String> remove(Path directory) {
    children(directory).forEach(ControlFile::remove);
    try {
      Files.deleteIfExists(directory);
      return Optional.empty();
    } catch (IOException problem) {
      return Optional.of("rmdir " + directory + ": " + Errno.name(problem));
    }
  }

  private static OptionalLong number(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text.strip()));
    } catch (NumberFormatException notANumber) {
      return OptionalLong.empty();
    }
  }
}
