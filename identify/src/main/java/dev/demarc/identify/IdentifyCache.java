// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Keeps from run to run what folders gave: one file for each input, written whole and moved into
 * place, so that runs at once do no harm. Whatever cannot be read or written is as if it were not
 * there: a cache changes how long a run takes, and nothing else.
 *
 * @param folder where the files lie
 * @param build names the program exactly; another program takes nothing of what this one kept
 */
public record IdentifyCache(Path folder, String build) {
  /** All inputs together may take so much; the ones that were used longest ago go first. */
  private static final long MAX_TOTAL = 256L << 20;

  private static final long MAX_PACK = 64L << 20;

  /** The file of an input under settings: another maturity does not push the first one out. */
  Path file(Path root, String settings) {
    return folder.resolve(Digests.hex(root + "\0" + settings).substring(0, 40) + ".pack");
  }

  /** What was kept in a file. */
  Optional<byte[]> read(Path file) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) <= MAX_PACK) {
        return Optional.of(Files.readAllBytes(file));
      }
    } catch (IOException unreadable) {
      // then the folders are looked at again
    }
    return Optional.empty();
  }

  /** Notes that a file was used. */
  static void touch(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (IOException gone) {
      // another run may have thrown it away
    }
  }

  /** Keeps a file. */
  void write(Path file, byte[] content) {
    if (content.length > MAX_PACK) {
      return;
    }
    try {
      makeFolder();
      Path beside = Files.createTempFile(folder, "new", ".tmp");
      try {
        Files.write(beside, content);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(beside);
      }
      throwAway(file);
    } catch (IOException readOnly) {
      // a run without a place to write is a run without a cache
    }
  }

  /** For its owner only: it holds lines of the source. */
  private void makeFolder() throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(folder);
    }
  }

  private record Kept(Path file, long size, FileTime used) {}

  private void throwAway(Path butNot) throws IOException {
    List<Kept> all = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        all.add(new Kept(file, Files.size(file), Files.getLastModifiedTime(file)));
      }
    }
    all.sort(Comparator.comparing(Kept::used));
    long total = all.stream().mapToLong(Kept::size).sum();
    FileTime old = FileTime.from(Instant.now().minusSeconds(3600));
    for (Kept one : all) {
      boolean left = one.file().toString().endsWith(".tmp") && one.used().compareTo(old) < 0;
      if ((total > MAX_TOTAL || left) && !one.file().equals(butNot)) {
        Files.deleteIfExists(one.file());
        total -= one.size();
      }
    }
  }
}
