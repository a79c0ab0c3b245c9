// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a file system says of a file without opening it; times in nanoseconds. Where a system has no
 * inode or time of change, they are 0.
 */
record FileStamp(Kind kind, long size, long modified, long changed, long inode) {
  enum Kind {
    FOLDER,
    FILE,
    OTHER
  }

  /** Reads it; a symbolic link is not followed. {@code unix} as {@link #isUnix} says. */
  static FileStamp of(Path path, boolean unix) throws IOException {
    if (!unix) {
      BasicFileAttributes of =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      Kind kind = kind(of.isDirectory(), of.isRegularFile());
      return new FileStamp(kind, of.size(), nanos(of.lastModifiedTime()), 0, 0);
    }
    Map<String, Object> of =
        Files.readAttributes(
            path,
            "unix:size,lastModifiedTime,ctime,ino,isDirectory,isRegularFile",
            LinkOption.NOFOLLOW_LINKS);
    return new FileStamp(
        kind(
            Boolean.TRUE.equals(of.get("isDirectory")),
            Boolean.TRUE.equals(of.get("isRegularFile"))),
        number(of.get("size")),
        nanos((FileTime) of.getOrDefault("lastModifiedTime", NONE)),
        nanos((FileTime) of.getOrDefault("ctime", NONE)),
        number(of.get("ino")));
  }

  /** Whether a file system tells the inode and the time of change. */
  static boolean isUnix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  private static final FileTime NONE = FileTime.fromMillis(0);

  private static Kind kind(boolean folder, boolean file) {
    return folder ? Kind.FOLDER : file ? Kind.FILE : Kind.OTHER;
  }

  private static long number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }

  private static long nanos(FileTime time) {
    return time.to(TimeUnit.NANOSECONDS);
  }

  /** True when the file was touched after this moment, in nanoseconds of the epoch. */
  boolean isAfter(long moment) {
    return modified > moment || changed > moment;
  }
}
