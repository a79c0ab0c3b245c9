// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the {@code .git} of a work tree says of its files; it is read, git is not run. */
final class GitFolder {
  private static final long MAX_INDEX = 256L << 20;
  private static final int MAX_SMALL = 1 << 20;
  private static final String POINTER = "gitdir:";

  private final Path folder;
  private final Path common;
  private @Nullable NavigableSet<String> tracked;

  private GitFolder(Path folder, Path common) {
    this.folder = folder;
    this.common = common;
  }

  /** The repository whose work tree begins at {@code root}: a folder, or a file that names one. */
  static Optional<GitFolder> at(Path root) {
    Path git = root.resolve(".git");
    try {
      if (Files.isRegularFile(git)) {
        String text = small(git).strip();
        if (!text.startsWith(POINTER)) {
          return Optional.empty();
        }
        git = root.resolve(text.substring(POINTER.length()).strip());
      }
      if (!Files.isDirectory(git)) {
        return Optional.empty();
      }
      Path named = git.resolve("commondir");
      return Optional.of(
          new GitFolder(git, Files.isRegularFile(named) ? git.resolve(small(named).strip()) : git));
    } catch (IOException | InvalidPathException unreadable) {
      return Optional.empty();
    }
  }

  /** The beginning of a file of a few lines. */
  private static String small(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAX_SMALL), StandardCharsets.UTF_8);
    }
  }

  /** The patterns of {@code info/exclude}. */
  IgnoreFile excludes() {
    return read(common.resolve("info").resolve("exclude"), 0).orElse(IgnoreFile.of(0, new byte[0]));
  }

  /** The patterns of a file, if it is one that can be read. */
  static Optional<IgnoreFile> read(Path file, int depth) {
    try {
      return Files.isRegularFile(file) && Files.size(file) < MAX_INDEX
          ? Optional.of(IgnoreFile.of(depth, Files.readAllBytes(file)))
          : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** The paths that git tracks, from the root of the work tree. */
  NavigableSet<String> tracked() {
    NavigableSet<String> known = tracked;
    if (known == null) {
      known = readIndex();
      tracked = known;
    }
    return known;
  }

  private NavigableSet<String> readIndex() {
    Path index = folder.resolve("index");
    try {
      if (Files.isRegularFile(index) && Files.size(index) < MAX_INDEX) {
        return GitIndex.paths(Files.readAllBytes(index), nameLength()).orElseGet(TreeSet::new);
      }
    } catch (IOException unreadable) {
      // then no file counts as tracked
    }
    return new TreeSet<>();
  }

  private int nameLength() throws IOException {
    Path config = common.resolve("config");
    String text = Files.isRegularFile(config) ? small(config) : "";
    return text.toLowerCase(Locale.ROOT).replace(" ", "").contains("objectformat=sha256") ? 32 : 20;
  }
}
