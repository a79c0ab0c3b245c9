// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.pack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.demarc.host.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarTest {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");
  private static final String DEEP = "deep/".repeat(25) + "name.txt";

  @TempDir Path folder;

  @Test
  void orderOfFilesDoesNotChangeAByte() {
    PackedFile a = file("a.sh", true, "#!/bin/sh\n");
    PackedFile b = file("b/c", false, "x".repeat(513));
    assertThat(Tar.of(List.of(a, b), TIME)).isEqualTo(Tar.of(List.of(b, a), TIME));
  }

  @Test
  void systemsTarReadsNamesModesTimesAndContent() throws Exception {
    byte[] tar =
        Tar.of(
            List.of(
                file("run.sh", true, "#!/bin/sh\necho hi\n"),
                file("empty", false, ""),
                file("grüße.txt", false, "ü"),
                file(DEEP, false, "deep")),
            TIME);
    Files.write(folder.resolve("x.tar"), tar);
    Tool tool = Tool.of("tar").in(folder).with("TZ", "UTC0");
    assertThat(tool.run("--full-time", "--numeric-owner", "-tvf", "x.tar").text())
        .contains("-rwxr-xr-x 0/0", "2026-01-02 03:04:05 run.sh", DEEP);
    assertThat(tool.run("-xf", "x.tar").ok()).isTrue();
    assertThat(folder.resolve("run.sh")).hasContent("#!/bin/sh\necho hi\n").isExecutable();
    assertThat(folder.resolve("grüße.txt")).hasContent("ü");
    assertThat(folder.resolve(DEEP)).hasContent("deep");
  }

  @Test
  void namesThatCannotBeHeldAreRefused() {
    List<PackedFile> files = List.of(file("n".repeat(101), false, ""));
    assertThatThrownBy(() -> Tar.of(files, TIME))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too long");
  }

  @Test
  void globsSelectAndIdleOnesAreNamed() {
    Selection selection = new Selection(List.of("./normalize.sh", "lib/", "*.awk"));
    assertThat(selection.selects("normalize.sh")).isTrue();
    assertThat(selection.selects("lib/deep/x")).isTrue();
    assertThat(selection.selects("other")).isFalse();
    assertThat(selection.idle(List.of("normalize.sh", "lib/x"))).containsExactly("*.awk");
    assertThat(new Selection(List.of()).selects("anything/at/all")).isTrue();
  }

  private static PackedFile file(String path, boolean executable, String text) {
    return new PackedFile(path, executable, text.getBytes(UTF_8));
  }
}
