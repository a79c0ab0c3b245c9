// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file .demarc.yaml, and what is said of a wrong one. */
class ConfigurationTest {
  @TempDir Path root;

  @Test
  void everyKeyIsTaken() throws IOException {
    Settings settings =
        read(
            """
            version: 1
            fail-on: medium
            maturity: sandbox
            exclude: [gen/, "**/*.pb.go"]
            baseline: known.txt
            hosts:
              private: corp.example.com
            rules:
              clock: off
              a/b: low
              a/c: { severity: info, except: [cmd/] }
            """);
    assertThat(settings.failOn()).contains(Severity.MEDIUM);
    assertThat(settings.maturities()).contains(Maturity.SANDBOX);
    assertThat(settings.exclude()).containsExactly("gen/", "**/*.pb.go");
    assertThat(settings.privateHosts()).containsExactly("corp.example.com");
    Choices choices = settings.choices();
    assertThat(choices.byName().get("clock"))
        .isEqualTo(new Choices.Choice(Optional.of(false), Optional.empty(), List.of()));
    assertThat(choices.severity(RuleId.of("a/b"))).contains(Severity.LOW);
    assertThat(choices.severity(RuleId.of("a/c"))).contains(Severity.INFO);
    assertThat(choices.except(RuleId.of("a/c"))).containsExactly("cmd/");
    assertThat(Configuration.read(root.resolve("c.yaml"), "c.yaml").baseline())
        .contains("known.txt");
  }

  @Test
  void emptyFileChangesNothing() throws IOException {
    assertThat(read("# nothing yet\n").choices()).isEqualTo(Choices.NONE);
  }

  @Test
  void whatIsWrongIsSaidWithItsPlace() {
    assertWrong("rulez:\n  clock: off\n", "c.yaml:1:1: key 'rulez'");
    assertWrong("fail-on: hihg\n", "c.yaml:1:10: 'hihg' is no severity");
    assertWrong("rules:\n  clock: loud\n", "c.yaml:2:10: 'loud' is no severity");
    assertWrong("rules:\n  clock: { sevrity: low }\n", "c.yaml:2:12: key 'sevrity'");
    assertWrong("version: 2\n", "version 2 is not known");
    assertWrong("rules: [\n", "c.yaml:");
    assertWrong("- a\n- b\n", "c.yaml:1:1");
    assertWrong("just words\n", "c.yaml:1:1");
  }

  @Test
  void fileIsFoundAboveTheInputButNotAboveTheRepository() throws IOException {
    Path inside = Files.createDirectories(root.resolve("repo/a/b"));
    Files.writeString(root.resolve(".demarc.yaml"), "");
    Files.createDirectories(root.resolve("repo/.git"));
    assertThat(Configuration.find(inside)).isEmpty();
    Path own = Files.writeString(root.resolve("repo/a/.demarc.yaml"), "");
    assertThat(Configuration.find(inside)).contains(own);
  }

  private void assertWrong(String text, String said) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(said);
  }

  private Settings read(String text) throws IOException {
    Path file = Files.writeString(root.resolve("c.yaml"), text);
    return Configuration.read(file, "c.yaml")
        .over(Settings.standard("test", LocalDate.of(2026, 11, 24)));
  }
}
