// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.demarc.host.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangedFilesTest {
  private static final String SERVICE =
      """
      package jobs

      import "os/exec"

      func run(q string) error {
      	return exec.Command("sh", "-c", "grep "+q+" f").Run()
      }
      """;

  @TempDir Path folder;

  @BeforeEach
  void gitIsThere() {
    assumeThat(Tool.find("git")).isPresent();
  }

  @Test
  void onlyWhatIsAboutChangedFilesIsReported() throws Exception {
    write("old/run.go", SERVICE);
    write("edited/run.go", "package jobs\n");
    commit();
    write("edited/run.go", SERVICE);
    write("new/run.go", SERVICE);
    Shell.Answer whole = new Shell(folder).run("identify");
    assertThat(whole.out()).contains("old/run.go:6").contains("edited/run.go:6");
    Shell.Answer changed = new Shell(folder).run("identify", "--changed-since", "HEAD");
    String findings = changed.out().substring(0, changed.out().indexOf("Foreign components"));
    assertThat(findings)
        .contains("edited/run.go:6")
        .contains("new/run.go:6")
        .doesNotContain("old/run.go");
    assertThat(changed.out()).contains("more in files that did not change since HEAD");
    assertThat(changed.exit()).isEqualTo(1);
    Shell.Answer json =
        new Shell(folder).run("identify", "new", "--changed-since", "HEAD", "--format", "json");
    assertThat(json.out()).contains("\"changedSince\" : \"HEAD\"").contains("\"unchanged\" : 0");
    assertThat(json.out()).contains("\"file\" : \"run.go\"");
    commit();
    assertThat(new Shell(folder).run("identify", "--changed-since", "HEAD").exit()).isZero();
  }

  @Test
  void unknownRevisionAndNoRepositoryAreErrorsOfUse() throws Exception {
    write("a.go", SERVICE);
    Shell.Answer none = new Shell(folder).run("identify", "--changed-since", "HEAD");
    assertThat(none.exit()).isEqualTo(2);
    assertThat(none.err()).contains("the input is in no git repository");
    commit();
    for (String revision : List.of("nowhere", "--output=x", "HEAD:a.go")) {
      Shell.Answer unknown = new Shell(folder).run("identify", "--changed-since=" + revision);
      assertThat(unknown.exit()).isEqualTo(2);
      assertThat(unknown.err())
          .containsAnyOf("git knows no such revision", "Expected parameter for option");
    }
    assertThat(folder.resolve("x")).doesNotExist();
    assertThat(
            new Shell(folder)
                .run("identify", "--changed-since", "HEAD", "--write-baseline", "b")
                .exit())
        .isEqualTo(2);
  }

  private void write(String path, String text) throws Exception {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void commit() throws Exception {
    for (List<String> words :
        List.of(List.of("init", "-q"), List.of("add", "-A"), List.of("commit", "-q", "-m", "t"))) {
      List<String> all =
          new ArrayList<>(List.of("-c", "user.name=t", "-c", "user.email=t@example.org"));
      all.addAll(words);
      Tool.Result result = Tool.of("git").in(folder).run(new byte[0], all);
      assertThat(result.ok()).as(result.problem()).isTrue();
    }
  }
}
