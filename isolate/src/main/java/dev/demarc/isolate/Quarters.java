// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import dev.demarc.contract.Contract;
import dev.demarc.host.PrivateFolder;
import dev.demarc.host.syscall.Errno;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Where a component lives when it runs as another user: in place when that user can read all of the
 * folder, else in a copy that it can read and not write.
 *
 * @param directory the working directory
 * @param problem why that user cannot live anywhere; then it runs as Demarc's own
 */
record Quarters(Path directory, Optional<String> problem) {
  private static final Set<String> NOT_ITS_OWN = Set.of(".git", ".demarc");
  private static final int MOST_FILES = 20_000;
  private static final long MOST_BYTES = 1L << 30;
  private static final String COPY_RIGHTS = "rwxr-xr-x";

  /** In place, for Demarc's own user. */
  static Quarters inPlace(Contract contract, Path folder) {
    return new Quarters(
        folder.resolve(contract.component().workingDir()).normalize(), Optional.empty());
  }

  /** For another user than Demarc's own. */
  static Quarters forOther(Contract contract, Path folder, Path temporary) {
    Path directory = folder.resolve(contract.component().workingDir()).normalize();
    try {
      if (open(folder) && open(directory) && readable(folder)) {
        return new Quarters(directory, Optional.empty());
      }
      if (!directory.startsWith(folder)) {
        return new Quarters(
            directory, Optional.of("workingDir lies outside the contract's folder"));
      }
      Path copy = temporary.resolve("component");
      copy(folder, copy);
      return new Quarters(copy.resolve(folder.relativize(directory)), Optional.empty());
    } catch (IOException problem) {
      return new Quarters(directory, Optional.of("copying the component: " + problem(problem)));
    }
  }

  private static String problem(IOException problem) {
    return problem instanceof java.nio.file.FileSystemException named
        ? named.getFile() + ": " + Errno.name(problem)
        : String.valueOf(problem.getMessage());
  }

  /** Whether everybody can pass through a folder and all above it. */
  private static boolean open(Path folder) throws IOException {
    for (Path at = folder.toRealPath(); at != null; at = at.getParent()) {
      if (!Files.getPosixFilePermissions(at).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return false;
      }
    }
    return true;
  }

  /** Whether everybody can read all that is in a folder. */
  private static boolean readable(Path folder) throws IOException {
    Walk walk =
        new Walk() {
          @Override
          boolean look(Path path, BasicFileAttributes attributes) throws IOException {
            Set<PosixFilePermission> rights =
                Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
            boolean passable =
                !attributes.isDirectory() || rights.contains(PosixFilePermission.OTHERS_EXECUTE);
            return attributes.isSymbolicLink()
                || (passable && rights.contains(PosixFilePermission.OTHERS_READ));
          }
        };
    Files.walkFileTree(folder, walk);
    return walk.good;
  }

  private static void copy(Path from, Path to) throws IOException {
    Walk walk =
        new Walk() {
          @Override
          boolean look(Path path, BasicFileAttributes attributes) throws IOException {
            copyOne(path, to.resolve(from.relativize(path)), attributes);
            return true;
          }
        };
    Files.walkFileTree(from, walk);
    if (!walk.good) {
      throw new IOException(
          from + " holds more than " + MOST_FILES + " files or " + MOST_BYTES + " bytes");
    }
  }

  private static void copyOne(Path from, Path to, BasicFileAttributes attributes)
      throws IOException {
    if (attributes.isDirectory()) {
      PrivateFolder.make(to, COPY_RIGHTS);
    } else if (attributes.isSymbolicLink()) {
      Files.createSymbolicLink(to, Files.readSymbolicLink(from));
    } else if (attributes.isRegularFile()) {
      Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
      boolean program =
          Files.getPosixFilePermissions(from).contains(PosixFilePermission.OWNER_EXECUTE);
      Files.setPosixFilePermissions(
          to, PosixFilePermissions.fromString(program ? COPY_RIGHTS : "rw-r--r--"));
    }
  }

  /** Goes through a folder, without what is not the component's, up to a bound. */
  private abstract static class Walk extends SimpleFileVisitor<Path> {
    private boolean good = true;
    private int files;
    private long bytes;

    abstract boolean look(Path path, BasicFileAttributes attributes) throws IOException;

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
        throws IOException {
      Path name = path.getFileName();
      if (name != null && NOT_ITS_OWN.contains(name.toString())) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      return visitFile(path, attributes);
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
      files++;
      bytes += attributes.isRegularFile() ? attributes.size() : 0;
      good = files <= MOST_FILES && bytes <= MOST_BYTES && look(path, attributes);
      return good ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }
  }
}
