// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Takes the signatures of jars away when the launcher sets the program up. Java checks them at
 * every start (0.2 s of CPU for Bouncy Castle) and keeps no class of a signed jar in its cache;
 * they are only needed by those who install the jar as a provider, which Demarc does not.
 */
public final class Unsigning {
  private Unsigning() {}

  /** Works on every jar in the folder that it is given. */
  public static void main(String[] arguments) throws IOException {
    List<Path> jars;
    try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
    for (Path jar : jars) {
      strip(jar);
    }
  }

  /** Writes the jar anew when it is signed; else leaves it alone. */
  static void strip(Path file) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (JarFile jar = new JarFile(file.toFile(), false)) {
      List<? extends ZipEntry> entries = Collections.list(jar.entries());
      if (entries.stream().noneMatch(Unsigning::signature)) {
        return;
      }
      try (OutputStream bytes = Files.newOutputStream(fresh);
          ZipOutputStream out = new ZipOutputStream(bytes)) {
        for (ZipEntry entry : entries) {
          if (!signature(entry)) {
            ZipEntry kept = new ZipEntry(entry.getName());
            kept.setTime(entry.getTime());
            out.putNextEntry(kept);
            if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
              withoutDigests(jar.getManifest()).write(out);
            } else {
              jar.getInputStream(entry).transferTo(out);
            }
            out.closeEntry();
          }
        }
      }
    }
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean signature(ZipEntry entry) {
    String name = entry.getName().toUpperCase(Locale.ROOT);
    return name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)");
  }

  /** What is said about the whole jar; the rest are digests of its entries. */
  private static Manifest withoutDigests(Manifest manifest) {
    Manifest plain = new Manifest();
    Attributes main = plain.getMainAttributes();
    main.putAll(manifest.getMainAttributes());
    return plain;
  }
}
