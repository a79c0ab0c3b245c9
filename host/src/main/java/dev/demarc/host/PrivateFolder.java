// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A temporary folder: made with its rights, removed without following links. */
public final class PrivateFolder {
  private static final Set<PosixFilePermission> ALL = PosixFilePermissions.fromString("rwx------");

  private PrivateFolder() {}

  /** Makes a folder that must not exist yet, with rights such as {@code rwx--x--x}. */
  public static Path make(Path folder, String rights) throws IOException {
    Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(rights);
    Files.createDirectory(folder);
    // set apart from making it: the umask would take some away
    Files.setPosixFilePermissions(folder, permissions);
    return folder;
  }

  /** Gives a file or folder to a user. */
  public static void give(Path path, int user) throws IOException {
    Files.setAttribute(path, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(path, "unix:gid", user, LinkOption.NOFOLLOW_LINKS);
  }

  /** Removes a file or a folder with all that is in it; says what could not be removed. */
  public static List<String> delete(Path path) {
    List<String> problems = new ArrayList<>();
    delete(path, problems, 0);
    return problems;
  }

  private static void delete(Path path, List<String> problems, int depth) {
    try {
      // a component may nest folders as deep as it likes; deeper ones stay and are named
      if (depth < 200 && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        for (Path child : children(path)) {
          delete(child, problems, depth + 1);
        }
      }
      Files.deleteIfExists(path);
    } catch (IOException problem) {
      problems.add(path + ": " + dev.demarc.host.syscall.Errno.name(problem));
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    if (!Files.isReadable(folder) || !Files.isWritable(folder) || !Files.isExecutable(folder)) {
      Files.setPosixFilePermissions(folder, ALL);
    }
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(children::add);
    } catch (java.nio.file.DirectoryIteratorException problem) {
      throw problem.getCause();
    }
    return children;
  }
}
