// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.machine;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The file system of a running host, below a root. What is gone by the time it is read is not
 * there; what is there and cannot be read is told apart from that.
 *
 * @param root {@code /} of a host; tests have another
 */
public record Machine(Path root) {
  /** A file of /proc or /sys that is larger is cut: a table of 100,000 sockets is 15 MB. */
  public static final int LARGEST = 16 << 20;

  private static final int PAGE = 8192;

  /** This host. */
  public static Machine here() {
    return new Machine(Path.of("/"));
  }

  /**
   * Copies a file into a snapshot, at most {@link #LARGEST} bytes of it; once, whoever asks for it.
   *
   * @param path without a leading slash: {@code proc/4711/status}
   */
  public Optional<byte[]> copy(String path, Snapshot.Builder into) {
    Optional<byte[]> known = into.bytes(path);
    if (known.isPresent()) {
      return known;
    }
    Optional<byte[]> bytes = read(path, into);
    bytes.ifPresent(all -> into.file(path, all));
    return bytes;
  }

  /** Copies a file anew: what the snapshot has may be from before something else was read. */
  public void copyAgain(String path, Snapshot.Builder into) {
    into.drop(path);
    copy(path, into);
  }

  /**
   * Reads a file, at most {@link #LARGEST} bytes of it, without keeping it: for what must be
   * redacted first. That it cannot be read, or not to its end, is noted in the snapshot.
   */
  public Optional<byte[]> read(String path, Snapshot.Builder into) {
    try {
      return Optional.of(read(path, () -> into.cut(path)));
    } catch (IOException | InvalidPathException reason) {
      note(path, reason, into);
      return Optional.empty();
    }
  }

  /** Most files of /proc fit into one page: one read more says that there is no more. */
  private byte[] read(String path, Runnable whenCut) throws IOException {
    try (FileInputStream in = new FileInputStream(root.resolve(path).toFile())) {
      byte[] bytes = new byte[PAGE];
      int length = 0;
      int n = in.read(bytes);
      while (n > 0 && length < LARGEST) {
        length += n;
        if (length == bytes.length) {
          bytes = Arrays.copyOf(bytes, Math.min(2 * length, LARGEST));
        }
        n = in.read(bytes, length, bytes.length - length);
      }
      if (length == LARGEST && in.read() >= 0) {
        whenCut.run();
      }
      return Arrays.copyOf(bytes, length);
    }
  }

  /** The text of a small file, without keeping it; empty when it cannot be read. */
  public Optional<String> text(String path) {
    try {
      return Optional.of(new String(read(path, () -> {}), StandardCharsets.ISO_8859_1));
    } catch (IOException | InvalidPathException gone) {
      return Optional.empty();
    }
  }

  /** Copies what a symbolic link says, such as {@code socket:[4711]} below proc/PID/fd; once. */
  public Optional<String> copyLink(String path, Snapshot.Builder into) {
    Optional<String> known = into.target(path);
    if (known.isPresent()) {
      return known;
    }
    Optional<String> target = readLink(path, into);
    target.ifPresent(text -> into.link(path, text));
    return target;
  }

  /** Reads what a symbolic link says without keeping it. */
  public Optional<String> readLink(String path, Snapshot.Builder into) {
    try {
      return Optional.of(Files.readSymbolicLink(root.resolve(path)).toString());
    } catch (IOException | InvalidPathException reason) {
      note(path, reason, into);
      return Optional.empty();
    }
  }

  /** The names in a folder; that it cannot be listed to its end is noted in the snapshot. */
  public List<String> list(String path, Snapshot.Builder into) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.resolve(path))) {
      for (Path entry : entries) {
        names.add(String.valueOf(entry.getFileName()));
      }
    } catch (IOException | InvalidPathException | DirectoryIteratorException reason) {
      note(path, reason, into);
    }
    return names;
  }

  /** The numbers of all processes that can be seen. */
  public List<Long> pids() {
    List<Long> pids = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.resolve("proc"))) {
      for (Path entry : entries) {
        ProcNumber.decimal(String.valueOf(entry.getFileName())).ifPresent(pids::add);
      }
    } catch (IOException | DirectoryIteratorException noProc) {
      return pids;
    }
    return pids;
  }

  /**
   * Not by the words of the error, which are in the language of the system (strerror(3)): what is
   * still there was refused, as files of /proc do on reading too; else it is gone.
   */
  private void note(String path, Exception reason, Snapshot.Builder into) {
    if (reason instanceof InvalidPathException
        || reason instanceof AccessDeniedException
        || (!(reason instanceof NoSuchFileException) && isThere(path))) {
      into.refused(path);
    }
  }

  private boolean isThere(String path) {
    return Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS);
  }
}
