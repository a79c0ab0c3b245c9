// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.demarc.host.Tool;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {
  @TempDir Path folder;

  @Test
  void everyLessonGoesToItsEndSoThatItsClassesAreInTheCache() throws Exception {
    assumeTrue(Tool.find("git").isPresent(), "git is not installed");
    Map<String, Exit> ends = Training.learn(Training.ALL, folder);
    assertThat(ends).hasSizeGreaterThan(10);
    assertThat(ends).allSatisfy((_, exit) -> assertThat(exit).isEqualTo(Exit.PASS));
    assertThat(Training.learn(Training.ON_CALL, folder.resolve("on-call")))
        .containsEntry(Training.CAPTURES.getFirst(), Exit.BROKEN)
        .allSatisfy((_, exit) -> assertThat(exit).isIn(Exit.PASS, Exit.BROKEN));
    assertThat(folder.resolve("tree/.demarc/runs/0002/verify-back/stage.json")).exists();
  }
}
