// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ModernisingTest {
  private static final int JAVA_5 = 49;
  private static final int JAVA_8 = 52;

  @TempDir Path folder;

  @Test
  void everyOldClassIsVerifiedByItsFramesAndWorksAsBefore() throws Exception {
    Path before =
        Path.of(CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path after = Files.copy(before, folder.resolve("picocli.jar"));
    Modernising.modernise(after);

    Map<String, Integer> old = versions(before);
    Map<String, Integer> modern = versions(after);
    assertThat(old.values()).as("else this step is no longer needed").contains(JAVA_5);
    assertThat(modern.keySet()).isEqualTo(old.keySet());
    assertThat(modern.values()).allMatch(version -> version >= JAVA_8);
    URL[] only = {after.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(only, ClassLoader.getPlatformClassLoader())) {
      for (String name : modern.keySet()) {
        if (name.startsWith("picocli/") && !name.contains("groovy")) {
          Class.forName(name.replace('/', '.').replace(".class", ""), true, loader); // verifies it
        }
      }
    }
  }

  private static Map<String, Integer> versions(Path file) throws IOException {
    Map<String, Integer> versions = new TreeMap<>();
    try (ZipFile jar = new ZipFile(file.toFile())) {
      for (ZipEntry entry : jar.stream().toList()) {
        if (entry.getName().endsWith(".class")) {
          byte[] bytes = jar.getInputStream(entry).readAllBytes();
          var head = new DataInputStream(new ByteArrayInputStream(bytes));
          head.readInt();
          head.readUnsignedShort();
          versions.put(entry.getName(), head.readUnsignedShort());
        }
      }
    }
    return versions;
  }
}
