// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnsigningTest {
  private static final String MANIFEST =
      "Manifest-Version: 1.0\r\nMulti-Release: true\r\n\r\nName: a.txt\r\nSHA-256-Digest: AA==\r\n\r\n";

  @TempDir Path folder;

  @Test
  void signaturesAreGoneAndEverythingElseIsThere() throws IOException {
    Path jar =
        jar("signed.jar", "META-INF/MANIFEST.MF", "META-INF/K.SF", "META-INF/K.RSA", "a.txt");
    Unsigning.main(new String[] {folder.toString()});
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .containsExactly("META-INF/MANIFEST.MF", "a.txt");
      assertThat(text(zip, "META-INF/MANIFEST.MF"))
          .contains("Multi-Release: true")
          .doesNotContain("Digest");
      assertThat(text(zip, "a.txt")).isEqualTo("a.txt");
    }
    assertThat(folder.toFile().list()).containsExactly("signed.jar");
  }

  @Test
  void aJarWithoutSignatureStaysAsItIs() throws IOException {
    Path jar = jar("plain.jar", "META-INF/MANIFEST.MF", "a.SF");
    byte[] before = Files.readAllBytes(jar);
    Unsigning.main(new String[] {folder.toString()});
    assertThat(jar).hasBinaryContent(before);
  }

  private Path jar(String name, String... entries) throws IOException {
    Path jar = folder.resolve(name);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String entry : List.of(entries)) {
        out.putNextEntry(new ZipEntry(entry));
        String text = entry.endsWith(".MF") ? MANIFEST : entry;
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    return jar;
  }

  private static String text(ZipFile zip, String entry) throws IOException {
    return new String(
        zip.getInputStream(zip.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
  }
}
