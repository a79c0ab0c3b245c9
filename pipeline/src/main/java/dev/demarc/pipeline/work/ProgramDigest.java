// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.work;

import dev.demarc.pipeline.digest.Digest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What this program is made of, for keys of the cache: another build of Demarc takes no results of
 * this one. Never part of an artifact.
 */
public final class ProgramDigest {
  private ProgramDigest() {}

  /**
   * Of a build that says what it is made of, as the launcher does; else of this class path.
   *
   * @param build empty text when it does not say
   */
  public static Digest of(String build) throws IOException {
    return build.isEmpty()
        ? ofClassPath(System.getProperty("java.class.path", ""))
        : Digest.of("build " + build);
  }

  /** Of everything on a class path, without its paths. */
  static Digest ofClassPath(String classPath) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        folder(path, lines);
      } else if (Files.isRegularFile(path)) {
        jar(path, lines);
      }
    }
    Collections.sort(lines);
    return Digest.of(String.join("\n", lines));
  }

  private static void jar(Path path, List<String> lines) throws IOException {
    try (ZipFile jar = new ZipFile(path.toFile())) {
      for (ZipEntry entry : Collections.list(jar.entries())) {
        lines.add(entry.getName() + " " + entry.getSize() + " " + entry.getCrc());
      }
    }
  }

  private static void folder(Path path, List<String> lines) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        lines.add(path.relativize(file) + " " + Digest.of(file));
      }
    }
  }
}
