// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolTest {
  @Test
  void inputGoesInAndBothOutputsComeBack() throws Exception {
    Tool.Result result =
        Tool.of("sh").run("hello".getBytes(UTF_8), List.of("-c", "cat; echo bad >&2; exit 3"));
    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.ok()).isFalse();
    assertThat(result.text()).isEqualTo("hello");
    assertThat(result.problem()).isEqualTo("bad");
  }

  @Test
  void whoDoesNotEndIsKilledAtTheDeadline() {
    assertThatThrownBy(() -> Tool.of("sleep").within(Duration.ofMillis(100)).run("61"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("sleep did not end within");
  }

  @Test
  void outputIsKeptUpToTheLimit() throws Exception {
    Tool.Result result = Tool.of("head").keeping(1000).run("-c", "3000000", "/dev/zero");
    assertThat(result.stdout()).hasSize(1000);
    assertThat(result.truncated()).isTrue();
    assertThat(result.ok()).isTrue();
  }

  @Test
  void whoReadsNoInputIsNotWaitedFor() throws Exception {
    assertThat(Tool.of("true").run(new byte[5 << 20], List.of()).ok()).isTrue();
  }

  @Test
  void missingProgramIsAnIoProblem() {
    assertThatThrownBy(() -> Tool.of("no-such-tool").run()).isInstanceOf(IOException.class);
    assertThat(Tool.find("no-such-tool")).isEmpty();
    assertThat(Tool.find("sh")).isPresent();
  }
}
