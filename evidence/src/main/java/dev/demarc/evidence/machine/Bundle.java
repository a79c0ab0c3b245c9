// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.machine;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.capture.CaptureFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A host that was looked at, as a folder to carry away. {@code bundle.txt} names the target and the
 * samples; each sample is a folder with the files of /proc and /sys as they were, its symbolic
 * links as lines {@code path -> target} of a {@code .links} file, and what could not be read in a
 * {@code .refused} file. Every other file beside {@code bundle.txt} is a capture: a dump, a trace,
 * packets.
 *
 * @param watch what was seen of the host; empty when there is no sample
 * @param captures the other files, by name
 * @param problems what of it could not be read
 */
public record Bundle(Optional<Watch> watch, List<CaptureFile> captures, List<Problem> problems) {
  /** The file that makes a folder a bundle. */
  public static final String MANIFEST = "bundle.txt";

  private static final String FORMAT = "demarc-bundle ";

  /** The first line of the manifest. */
  static final String MAGIC = FORMAT + "1";

  /** Copies the lists. */
  public Bundle {
    captures = List.copyOf(captures);
    problems = List.copyOf(problems);
  }

  /** Whether a folder is a bundle, of this or another version, by the begin of its manifest. */
  public static boolean is(Path folder) {
    Path manifest = folder.resolve(MANIFEST);
    if (!Files.isRegularFile(manifest, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(manifest)) {
      byte[] begin = in.readNBytes(FORMAT.length());
      return new String(begin, StandardCharsets.ISO_8859_1).equals(FORMAT);
    } catch (IOException unreadable) {
      return true; // so that reading it says why
    }
  }

  /**
   * Writes a watch into a folder that is there and has no watch yet.
   *
   * @param missed what was asked for and is not in, with the reason, one line each: who reads it
   *     elsewhere must know that
   * @throws IOException when a file cannot be written
   */
  public static void write(Watch watch, List<String> missed, Path folder) throws IOException {
    StringBuilder manifest = new StringBuilder(MAGIC + "\n");
    manifest.append("target ").append(watch.target()).append('\n').append("pids");
    watch.pids().forEach(pid -> manifest.append(' ').append(pid));
    manifest.append('\n');
    missed.forEach(line -> manifest.append("missed ").append(line.replace('\n', ' ')).append('\n'));
    int number = 0;
    for (Snapshot snapshot : watch.snapshots()) {
      String name = Integer.toString(number++);
      manifest.append("sample ").append(name).append(' ').append(snapshot.at()).append('\n');
      write(snapshot, folder, name);
    }
    Files.writeString(folder.resolve(MANIFEST), manifest);
  }

  private static void write(Snapshot snapshot, Path folder, String name) throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    for (Map.Entry<String, byte[]> file : snapshot.files().entrySet()) {
      Path path = home.resolve(file.getKey()).normalize();
      if (path.startsWith(home)) {
        Files.createDirectories(path.getParent());
        Files.write(path, file.getValue());
      }
    }
    StringBuilder links = new StringBuilder();
    snapshot
        .links()
        .forEach((path, target) ->
            links.append(path).append(" -> ").append(target.replace('\n', ' ')).append('\n'));
    Files.writeString(folder.resolve(name + ".links"), links);
    String refused = String.join("\n", snapshot.refused());
    Files.writeString(folder.resolve(name + ".refused"), refused.isEmpty() ? "" : refused + "\n");
  }

  /**
   * Reads a bundle.
   *
   * @param name how the report calls it
   * @throws IOException when its manifest cannot be read
   */
  public static Bundle read(Path folder, String name) throws IOException {
    return new BundleReader(folder, name).read();
  }
}
