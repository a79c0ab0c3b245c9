// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.demarc.evidence.Problem;
import dev.demarc.host.Tool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
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

  @Test
  void nameThatSaysItsKindIsAProblemWithoutAnEndingToo() throws IOException {
    sparse("Dockerfile");
    Trees.write(root, "Makefile", new byte[5000]);
    assertThat(problems()).containsExactly("Dockerfile:0 too-large", "Makefile:1 binary");
  }

  @Test
  void pipeAndSocketUnderTheNameOfASourceAreProblemsAndNotOpened() throws Exception {
    assumeThat(Tool.find("mkfifo")).isPresent();
    assertThat(new ProcessBuilder("mkfifo", root.resolve("a.go").toString()).start().waitFor())
        .isZero();
    assertThat(new ProcessBuilder("mkfifo", root.resolve("queue").toString()).start().waitFor())
        .isZero();
    Path socket = root.resolve("go.mod");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      assertThat(problems()).containsExactly("a.go:0 unreadable", "go.mod:0 unreadable");
    } finally {
      Files.deleteIfExists(socket);
    }
  }

  @Test
  void nameWithANewlineAndOneThatIsNotUtf8AreReportedAsOne() throws Exception {
    assumeThat(Tool.find("sh")).isPresent();
    Trees.write(root, "made.txt", Trees.SERVICE);
    Process copy =
        new ProcessBuilder(
                "sh",
                "-c",
                "cp made.txt \"$(printf 'a\\nb.go')\"; cp made.txt \"$(printf '\\377.go')\"")
            .directory(root.toFile())
            .start();
    assertThat(copy.waitFor()).isZero();
    IdentifyReport report = Trees.engine().identify(root, ".");
    assertThat(report.findings().size() + report.problems().size()).isEqualTo(2);
    assertThat(report.findings()).anyMatch(one -> one.place().file().equals("a\nb.go"));
  }

  @Test
  void settingsAndBaselineOfAGigabyteAreRefusedAndNotRead() throws IOException {
    sparse(".demarc.yaml");
    assertThatThrownBy(() -> Configuration.read(root.resolve(".demarc.yaml"), ".demarc.yaml"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(".demarc.yaml: is larger than 4 MB");
    assertThatThrownBy(() -> Baseline.read(root.resolve(".demarc.yaml"), "known"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("known: is larger than 64 MB");
  }

  @Test
  void filesOfGitOfAGigabyteAreNotRead() throws IOException {
    Trees.write(root, "a.go", Trees.SERVICE);
    sparse(".git");
    assertThat(Trees.engine().identify(root, ".").findings()).hasSize(1);
    Files.delete(root.resolve(".git"));
    Files.createDirectories(root.resolve(".git/info"));
    sparse(".git/index");
    sparse(".git/config");
    sparse(".git/info/exclude");
    sparse(".gitignore");
    assertThat(Trees.engine().identify(root, ".").findings()).hasSize(1);
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
