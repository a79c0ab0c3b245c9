// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code contract test} of a component that promises capitals and gives what it got. */
class ContractTestTest {
  private static final Pattern REPRODUCE =
      Pattern.compile("(?m)^Reproduce: demarc run (\\S+) < (\\S+)$");

  @TempDir Path folder;

  @BeforeEach
  void component() throws IOException {
    Path part = Files.createDirectories(folder.resolve("part"));
    Path script = Files.writeString(part.resolve("upper.sh"), "#!/bin/sh\ncat\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(
        part.resolve("contract.yaml"),
        """
        apiVersion: demarc.dev/v1alpha1
        kind: ComponentContract
        metadata: {name: upper, version: 1.0.0}
        spec:
          component: {command: [./upper.sh]}
          input: {mediaType: text/plain, bom: strip, limits: {bytes: 4Ki}}
          output: {mediaType: text/plain, lines: {pattern: '^[^a-z]*$'}}
          tests: {seed: 1, budget: {cases: 60, time: 20s}}
        """);
  }

  @Test
  void theFailingInputIsKeptInTheRepositoryAndTheLineWorksWhenPasted() throws IOException {
    Files.createDirectories(folder.resolve(".git"));
    Shell.Answer broken = new Shell(folder).run("contract", "test", "part/contract.yaml");
    assertThat(broken.exit()).as(broken.out() + broken.err()).isEqualTo(1);
    Matcher line = REPRODUCE.matcher(broken.out());
    assertThat(line.find()).as(broken.out()).isTrue();
    assertThat(line.group(2)).isEqualTo(".demarc/test/upper/counterexample.txt");
    assertThat(broken.out()).contains("kept as .demarc/test/upper/counterexample.txt");
    assertThat(folder.resolve(".demarc/.gitignore")).hasContent("*");
    assertThat(pasted(line).exit()).isEqualTo(76);
  }

  @Test
  void outsideOfARepositoryItIsATemporaryFileThatIsNamed() throws IOException {
    Shell.Answer broken = new Shell(folder).run("contract", "test", "part/contract.yaml");
    Matcher line = REPRODUCE.matcher(broken.out());
    assertThat(line.find()).as(broken.out()).isTrue();
    assertThat(Path.of(line.group(2))).isAbsolute().exists();
    assertThat(pasted(line).exit()).isEqualTo(76);
    assertThat(folder.resolve(".demarc")).doesNotExist();
    Files.delete(Path.of(line.group(2)));
  }

  private Shell.Answer pasted(Matcher line) throws IOException {
    String input = Files.readString(folder.resolve(line.group(2)));
    return new Shell(folder).input(input).run("run", line.group(1));
  }
}
