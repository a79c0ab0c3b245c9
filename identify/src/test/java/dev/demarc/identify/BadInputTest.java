// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.demarc.evidence.Problem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadInputTest {
  @TempDir Path root;

  @Test
  void fileOfAGigabyteIsAProblemAndNotRead() throws IOException {
    sparse("big.go");
    sparse("model"); // no ending: it could be a script, but it is no text
    assertThat(problems()).containsExactly("big.go:0 too-large");
    sparse("deploy.sh");
    assertThat(problems()).containsExactly("big.go:0 too-large", "deploy.sh:0 too-large");
  }

  private void sparse(String name) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(root.resolve(name).toFile(), "rw")) {
      file.setLength(1L << 30);
    }
  }

  @Test
  void nulBytesAndUtf16AreProblems() throws IOException {
    Trees.write(root, "nul.go", new byte[5000]);
    Trees.write(root, "wide.go", "\uFEFFpackage a\n".getBytes(StandardCharsets.UTF_16LE));
    Trees.write(root, "wide.sh", "\uFEFFecho\n".getBytes(StandardCharsets.UTF_16BE));
    Trees.write(root, "program", new byte[5000]);
    assertThat(problems())
        .containsExactly("nul.go:1 binary", "wide.go:1 utf-16", "wide.sh:1 utf-16");
  }

  @Test
  void byteOrderMarkOfUtf8IsNoProblem() throws IOException {
    Trees.write(root, "a.go", "\uFEFF" + Trees.SERVICE);
    assertThat(problems()).isEmpty();
    assertThat(Trees.engine().identify(root, ".").findings()).hasSize(1);
  }

  @Test
  void linkInACircleIsNotFollowedAndALinkAsInputIs() throws IOException {
    Path tree = Files.createDirectories(root.resolve("tree"));
    Trees.write(tree, "a.go", Trees.SERVICE);
    Files.createSymbolicLink(tree.resolve("loop"), tree);
    Files.createSymbolicLink(tree.resolve("self"), Path.of("self"));
    Path link = Files.createSymbolicLink(root.resolve("link"), tree);
    IdentifyReport report = Trees.engine().identify(link, "link");
    assertThat(report.findings()).hasSize(1);
    assertThat(report.problems()).isEmpty();
  }

  @Test
  void folderAndFileWithoutRightsAreProblems() throws IOException {
    assumeThat(System.getProperty("user.name")).as("root may read everything").isNotEqualTo("root");
    Trees.write(root, "closed/a.go", Trees.SERVICE);
    Trees.write(root, "b.go", Trees.SERVICE);
    Files.setPosixFilePermissions(
        root.resolve("b.go"), PosixFilePermissions.fromString("---------"));
    Path closed = root.resolve("closed");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    try {
      assertThat(problems()).containsExactly("b.go:0 unreadable", "closed:0 unreadable");
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  @Tag("slow")
  void hundredThousandFilesAreRead() throws IOException {
    byte[] text = "package a\n".getBytes(StandardCharsets.UTF_8);
    for (int folder = 0; folder < 200; folder++) {
      Path in = Files.createDirectories(root.resolve("p" + folder));
      for (int file = 0; file < 500; file++) {
        Files.write(in.resolve("f" + file + ".go"), text);
      }
    }
    IdentifyReport report = Trees.engine().identify(root, ".");
    assertThat(report.inputs().getFirst().files()).isEqualTo(100_000);
    assertThat(report.problems()).isEmpty();
  }

  private List<String> problems() throws IOException {
    return Trees.engine().identify(root, ".").problems().stream().map(BadInputTest::brief).toList();
  }

  private static String brief(Problem problem) {
    return problem.file() + ":" + problem.line() + " " + problem.problem();
  }
}
