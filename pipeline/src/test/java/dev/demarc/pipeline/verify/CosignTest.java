// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.demarc.host.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real cosign reads the layout from disk, offline. */
class CosignTest {
  @TempDir Path folder;
  private Path cosign = Path.of("");

  @BeforeEach
  void findCosign() {
    String peers =
        Optional.ofNullable(System.getenv("DEMARC_PEERS"))
            .orElse(System.getProperty("user.home") + "/.cache/demarc-peers");
    Path built = Path.of(peers, "cosign");
    Optional<Path> found = Files.isExecutable(built) ? Optional.of(built) : Tool.find("cosign");
    assumeTrue(found.isPresent(), "cosign is neither in " + peers + " nor on PATH");
    cosign = found.orElseThrow();
  }

  @Test
  void layoutIsVerified() throws Exception {
    LayoutFixture fixture = new LayoutFixture(folder, false, "PASSED");
    Tool.Result said = verify(fixture);
    assertThat(said.ok()).as(said.problem()).isTrue();
    assertThat(said.text()).contains("docker-manifest-digest");
  }

  @Test
  void statementsAreVerifiedByTheirTypes() throws Exception {
    LayoutFixture fixture = new LayoutFixture(folder, false, "PASSED");
    for (String type :
        new String[] {
          "https://in-toto.io/attestation/test-result/v0.1",
          "https://in-toto.io/attestation/svr/v0.2",
          "cyclonedx",
          "slsaprovenance1"
        }) {
      Tool.Result said = run("verify-attestation", fixture, "--type", type);
      assertThat(said.ok()).as(type + ": " + said.problem()).isTrue();
    }
    assertThat(run("verify-attestation", fixture, "--type", "vuln").ok()).isFalse();
  }

  @Test
  void anotherKeyIsRefused() throws Exception {
    LayoutFixture fixture = new LayoutFixture(folder, false, "PASSED");
    new dev.demarc.pipeline.sign.KeyRing(folder.resolve("keys2"), _ -> {}).development();
    Files.copy(
        folder.resolve("keys2/dev-key.pub"),
        fixture.key,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(verify(fixture).ok()).isFalse();
  }

  private Tool.Result verify(LayoutFixture fixture) throws Exception {
    return run("verify", fixture);
  }

  private Tool.Result run(String command, LayoutFixture fixture, String... more) throws Exception {
    java.util.List<String> arguments =
        new java.util.ArrayList<>(
            java.util.List.of(
                command,
                "--key",
                fixture.key.toString(),
                "--insecure-ignore-tlog=true",
                "--local-image"));
    arguments.addAll(java.util.List.of(more));
    arguments.add(fixture.layout.toString());
    return Tool.of(cosign.toString())
        .in(folder)
        .with("HOME", folder.toString())
        .within(Duration.ofSeconds(60))
        .run(new byte[0], arguments);
  }
}
