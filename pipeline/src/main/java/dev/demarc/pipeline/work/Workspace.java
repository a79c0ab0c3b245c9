// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.work;

import dev.demarc.contract.DemarcException;
import dev.demarc.pipeline.file.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The folder {@code .demarc} at the top of a repository, held by one run at a time. What killed
 * runs left half-written is swept when the next one begins.
 */
public final class Workspace implements AutoCloseable {
  private static final int RUNS_KEPT = 20;

  private final Path folder;
  private final Path run;
  private final FileChannel lock;

  private Workspace(Path folder, Path run, FileChannel lock) {
    this.folder = folder;
    this.run = run;
    this.lock = lock;
  }

  /** Takes the folder of a repository for one run; another run that holds it is an error. */
  public static Workspace take(Path top) throws IOException {
    Path folder = at(top);
    FileChannel channel = hold(folder.resolve("lock"));
    try {
      WholeFile.sweep(folder);
      Path runs = Files.createDirectories(folder.resolve("runs"));
      return new Workspace(folder, nextRun(runs), channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The folder of a repository, made when it is missing; git is told to ignore what is in it. */
  public static Path at(Path top) throws IOException {
    Path folder = top.resolve(".demarc");
    if (Files.isSymbolicLink(folder)) {
      throw new DemarcException(
          DemarcException.Kind.USAGE, folder + " is a symbolic link", "remove it");
    }
    Files.createDirectories(folder);
    ignoreInGit(folder);
    return folder;
  }

  /** The folder itself. */
  public Path folder() {
    return folder;
  }

  /** The folder of this run. */
  public Path run() {
    return run;
  }

  Cache cache() {
    return new Cache(folder.resolve("cache"));
  }

  private static FileChannel hold(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw busy(file);
      }
      channel.truncate(0);
      String pid = ProcessHandle.current().pid() + "\n";
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
      return channel;
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw busy(file);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static DemarcException busy(Path file) throws IOException {
    String pid = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    return new DemarcException(
        DemarcException.Kind.CANNOT,
        "another run holds " + file.getParent() + ": process " + (pid.isEmpty() ? "unknown" : pid),
        "wait until it has ended, then run this again");
  }

  private static void ignoreInGit(Path folder) throws IOException {
    Path file = folder.resolve(".gitignore");
    if (!Files.exists(file)) {
      WholeFile.write(file, "*\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static Path nextRun(Path runs) throws IOException {
    List<Path> old;
    try (Stream<Path> list = Files.list(runs)) {
      old =
          list.filter(one -> one.getFileName().toString().matches("[0-9]{4,9}"))
              .sorted(Comparator.comparingInt(Workspace::number))
              .toList();
    }
    for (Path one : old.subList(0, Math.max(0, old.size() - RUNS_KEPT + 1))) {
      WholeFile.removeTree(one);
    }
    int next = old.isEmpty() ? 1 : number(old.getLast()) + 1;
    return Files.createDirectories(runs.resolve(String.format(Locale.ROOT, "%04d", next)));
  }

  private static int number(Path run) {
    return Integer.parseInt(run.getFileName().toString());
  }

  /** Lets the next run begin. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
