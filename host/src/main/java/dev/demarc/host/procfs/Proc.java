// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.procfs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The proc file system. A process that is gone gives an empty answer, never a failure. */
public final class Proc {
  private final Path root;

  /** The one at {@code root}; tests give another than /proc. */
  public Proc(Path root) {
    this.root = root;
  }

  /** The one at /proc. */
  public static Proc here() {
    return new Proc(Path.of("/proc"));
  }

  /** The stat line of a process. */
  public Optional<ProcessStat> stat(long pid) {
    return read(pid, "stat").flatMap(ProcessStat::parse);
  }

  /** Every process that can be seen and read. */
  public List<ProcessStat> processes() {
    List<ProcessStat> all = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, "[0-9]*")) {
      for (Path entry : entries) {
        stat(Long.parseLong(entry.getFileName().toString())).ifPresent(all::add);
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException unreadable) {
      return all;
    }
    return all;
  }

  /** The largest resident memory that a process has had so far, in bytes. */
  public OptionalLong peakResident(long pid) {
    return read(pid, "status").map(text -> kilobytes(text, "VmHWM:")).orElse(OptionalLong.empty());
  }

  /** The resident memory of a process that no file backs, now, in bytes. */
  public OptionalLong anonymous(long pid) {
    return read(pid, "status")
        .map(text -> kilobytes(text, "RssAnon:"))
        .orElse(OptionalLong.empty());
  }

  /** Whether the environment that a process was started with holds {@code NAME=VALUE}. */
  public boolean startedWith(long pid, String setting) {
    return read(pid, "environ")
        .map(text -> ("\0" + text).contains("\0" + setting + "\0"))
        .orElse(false);
  }

  /** The file systems that a process sees. */
  public List<MountPoint> mounts(String pid) throws IOException {
    return MountPoint.parse(Files.readAllLines(root.resolve(pid).resolve("mountinfo")));
  }

  /** The cgroups that a process is in. */
  public List<CgroupPath> cgroups(String pid) throws IOException {
    return CgroupPath.parse(Files.readAllLines(root.resolve(pid).resolve("cgroup")));
  }

  private static OptionalLong kilobytes(String status, String key) {
    int at = status.indexOf(key);
    if (at < 0) {
      return OptionalLong.empty();
    }
    int end = status.indexOf(" kB", at);
    if (end < 0) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(
          Long.parseLong(status.substring(at + key.length(), end).strip()) * 1024);
    } catch (NumberFormatException notThisForm) {
      return OptionalLong.empty();
    }
  }

  private Optional<String> read(long pid, String file) {
    try {
      byte[] bytes = Files.readAllBytes(root.resolve(Long.toString(pid)).resolve(file));
      return Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
