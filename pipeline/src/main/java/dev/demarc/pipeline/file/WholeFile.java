// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Writes a file whole or not at all: into a neighbour, to the disk, then renamed. Whatever kills
 * Demarc leaves at most a neighbour named {@code .NAME.tmp}, which the next run sweeps.
 */
public final class WholeFile {
  private static final String SUFFIX = ".tmp";

  private WholeFile() {}

  /** Writes {@code bytes} to {@code target}, making its folder when needed. */
  public static void write(Path target, byte[] bytes) throws IOException {
    write(target, bytes, new FileAttribute<?>[0]);
  }

  /** The same, readable by its owner only from the first byte on. */
  public static void writeSecret(Path target, byte[] bytes) throws IOException {
    write(
        target,
        bytes,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private static void write(Path target, byte[] bytes, FileAttribute<?>... attributes)
      throws IOException {
    Path absolute = target.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder == null) {
      throw new IOException(target + " is no file");
    }
    Files.createDirectories(folder);
    Path neighbour = folder.resolve("." + absolute.getFileName() + SUFFIX);
    Files.deleteIfExists(neighbour);
    try {
      try (FileChannel out =
          FileChannel.open(
              neighbour,
              java.util.Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              attributes)) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
          out.write(rest);
        }
        out.force(true);
      }
      Files.move(
          neighbour, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileSystemException | ClosedByInterruptException named) {
      throw named;
    } catch (IOException problem) { // a full disk: a channel does not say which file
      FileSystemException named =
          new FileSystemException(target.toString(), null, problem.getMessage());
      named.initCause(problem);
      throw named;
    } finally {
      Files.deleteIfExists(neighbour);
    }
  }

  /** Removes what killed runs left half-written below a folder. */
  public static void sweep(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String name = file.getFileName().toString();
            if (name.startsWith(".") && name.endsWith(SUFFIX)) {
              Files.deleteIfExists(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Removes a folder and everything in it; links are removed, not followed. */
  public static void removeTree(Path folder) throws IOException {
    if (!Files.exists(folder, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException problem)
              throws IOException {
            if (problem instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw problem;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path visited, @org.jspecify.annotations.Nullable IOException problem)
              throws IOException {
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
