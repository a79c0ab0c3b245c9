// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.cgroup;

import dev.demarc.host.PrivateFolder;
import dev.demarc.host.syscall.User;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A file whose lock says that an instance of Demarc lives, and whose lines say what it owns: cgroup
 * directories and its temporary folder. The kernel drops the lock with the process, however that
 * ended, so a free lock marks what a killed instance left behind.
 */
public final class InstanceLock implements AutoCloseable {
  private static final String SUFFIX = ".lock";
  private static final String NAME = "[0-9]+-[0-9a-f]+";

  private final String name;
  private final Path file;
  private final FileChannel channel;

  private InstanceLock(String name, Path file, FileChannel channel) {
    this.name = name;
    this.file = file;
    this.channel = channel;
  }

  /** Claims a new name in {@code runtime}. */
  public static InstanceLock claim(Path runtime) throws IOException {
    Files.createDirectories(runtime);
    if (!isOwn(runtime)) {
      throw new IOException(runtime + " belongs to another user");
    }
    long pid = ProcessHandle.current().pid();
    for (long number = System.nanoTime(); ; number++) {
      String name = pid + "-" + Long.toHexString(number & 0xffffffffffL);
      Path file = runtime.resolve(name + SUFFIX);
      FileChannel channel;
      try {
        channel =
            FileChannel.open(
                file,
                java.util.Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } catch (java.nio.file.FileAlreadyExistsException taken) {
        continue;
      }
      channel.lock();
      if (Files.exists(file)) {
        return new InstanceLock(name, file, channel);
      }
      channel.close(); // a sweep took it for a dead one before it was locked
    }
  }

  /** The name of this instance. */
  public String name() {
    return name;
  }

  /** The file. */
  public Path file() {
    return file;
  }

  /** Notes what this instance owns, for a sweep after its death. */
  public void owns(List<Path> directories) throws IOException {
    StringBuilder lines = new StringBuilder();
    directories.forEach(directory -> lines.append(directory).append('\n'));
    channel.write(ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** Removes the lock. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
    channel.close();
  }

  /** Whoever owns the folder decides what a sweep kills and removes. */
  private static boolean isOwn(Path runtime) throws IOException {
    Object owner = Files.getAttribute(runtime, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    return owner.equals(User.effectiveId());
  }

  /** Removes what dead instances left in cgroups and temporary folders. */
  public static void sweep(Path runtime) {
    try {
      if (!isOwn(runtime)) {
        return;
      }
    } catch (IOException nothingToSweep) {
      return;
    }
    String self = ProcessHandle.current().pid() + "-";
    try (DirectoryStream<Path> files = Files.newDirectoryStream(runtime, "*" + SUFFIX)) {
      for (Path file : files) {
        String name = file.getFileName().toString().replace(SUFFIX, "");
        // closing any descriptor of an own lock file would drop the lock (fcntl(2)): skip those
        if (name.matches(NAME) && !name.startsWith(self)) {
          sweepIfDead(file, name);
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException nothingToSweep) {
      // a runtime folder that cannot be listed holds nothing of ours
    }
  }

  private static void sweepIfDead(Path file, String name) {
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.READ);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        return;
      }
      for (String line : Files.readAllLines(file)) {
        Path directory = Path.of(line);
        if (line.endsWith("/" + ControlGroups.ROOT + "/" + name)) {
          removeGroups(directory);
        } else if (line.endsWith("/demarc-" + name)) {
          PrivateFolder.delete(directory);
        }
      }
      Files.deleteIfExists(file);
    } catch (IOException | OverlappingFileLockException leftToTheNextSweep) {
      // somebody else sweeps it, or it is not ours to sweep
    }
  }

  private static void removeGroups(Path directory) {
    if (!Files.isDirectory(directory)) {
      return;
    }
    if (Files.exists(directory.resolve("cgroup.kill"))) {
      try {
        ControlFile.write(directory.resolve("cgroup.kill"), "1");
      } catch (IOException olderWay) {
        // members are signalled one by one below
      }
    }
    for (Path run : ControlFile.children(directory)) {
      ControlGroup.killMembers(
          new V1ControlGroup(java.util.Map.of("pids", run), Optional.empty()), 20);
    }
    ControlGroup.removeAll(List.of(directory), Duration.ofSeconds(2));
  }
}
