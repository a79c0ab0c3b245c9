// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.demarc.host.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A release through the real commands, and what its readers can check. */
class ReleaseTest {
  private static final String CONTRACT =
      """
      apiVersion: demarc.dev/v1alpha1
      kind: ComponentContract
      metadata: {name: upper, version: 1.0.0}
      spec:
        component: {language: shell, command: [./upper.sh], files: [upper.sh]}
        input: {mediaType: text/plain, bom: strip, limits: {bytes: 4Ki}}
        output: {mediaType: text/plain, lines: {pattern: '^[^a-z]*$'}}
        lifecycle: {timeout: 5s}
        tests: {seed: 1, budget: {cases: 150, time: 20s}}
      """;

  @TempDir static Path folder;
  private static Shell.Answer first;
  private static Shell.Answer second;

  @BeforeAll
  static void releaseTwice() throws Exception {
    assumeTrue(Tool.find("git").isPresent(), "git is not installed");
    Path tree = Files.createDirectories(folder.resolve("tree"));
    Path script = Files.writeString(tree.resolve("upper.sh"), "#!/bin/sh\ntr a-z A-Z\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(tree.resolve("contract.yaml"), CONTRACT);
    Tool.Result git =
        Tool.of("sh")
            .in(tree)
            .run(
                "-c",
                "git init -q && git add -A && git -c user.name=t -c user.email=t@example.org"
                    + " commit -q -m t");
    assertThat(git.ok()).as(git.problem()).isTrue();
    first = shell().run("pipeline", "run", ".");
    second = shell().run("pipeline", "run", ".", "--format", "json");
  }

  private static Shell shell() {
    return new Shell(folder.resolve("tree"))
        .with("XDG_CONFIG_HOME", folder.resolve("config").toString());
  }

  private static Shell.Answer verify() {
    return shell().run("verify", ".demarc/layout/upper", "--log", ".demarc/log");
  }

  @Test
  void theRunThatMakesTheKeySaysSoAndLaterOnesNameIt() {
    assertThat(first.exit()).as(first.out() + first.err()).isZero();
    assertThat(first.err())
        .contains("DEVELOPMENT KEY", folder.resolve("config/demarc/dev-key.pem").toString())
        .contains("--key FILE");
    assertThat(first.out()).contains("development key");
    assertThat(second.err()).contains("development key").doesNotContain("DEVELOPMENT KEY");
  }

  @Test
  void lintIsSaidByNameAndAKeptRunNeedsNoReproduction() {
    assertThat(first.out())
        .containsPattern("lint +medium [A-Z-]+  contract\\.yaml:\\d+:\\d+  ")
        .containsPattern("lint +\\d+ info: .* \\(demarc contract lint contract\\.yaml shows ")
        .contains("fix: ");
    assertThat(first.out().contains("Reproduce:")).isEqualTo(!first.out().endsWith("kept 4\n"));
  }

  @Test
  void jsonIsAllThatStandsOnStandardOutput() {
    JsonNode run = JsonMapper.shared().readTree(second.out());
    assertThat(run.at("/schema").stringValue()).isEqualTo("demarc/run/1");
    assertThat(run.at("/lint").size()).isPositive();
    assertThat(run.at("/stages/5/cached").booleanValue()).isTrue();
  }

  @Test
  void anEarlyEndIsJsonForThoseWhoAskForIt() {
    Shell.Answer answer = shell().run("pipeline", "run", "..", "--format", "json");
    assertThat(answer.exit()).isEqualTo(2);
    JsonNode error = JsonMapper.shared().readTree(answer.out());
    assertThat(error.at("/schema").stringValue()).isEqualTo("demarc/error/1");
    assertThat(error.at("/kind").stringValue()).isEqualTo("usage");
    assertThat(error.at("/what").stringValue()).isNotEmpty();
    assertThat(answer.err()).contains(error.at("/what").stringValue());
    assertThat(shell().run("pipeline", "run", "..").out()).isEmpty();
  }

  @Test
  void oneFlippedByteInAnyBlobEndsWith1AndNamesTheBlob() throws Exception {
    assertThat(verify().exit()).as(verify().out()).isZero();
    List<Path> blobs;
    try (Stream<Path> files =
        Files.list(folder.resolve("tree/.demarc/layout/upper/blobs/sha256"))) {
      blobs = files.sorted().toList();
    }
    assertThat(blobs).hasSizeGreaterThan(20);
    for (Path blob : blobs) {
      byte[] good = Files.readAllBytes(blob);
      byte[] bad = good.clone();
      bad[bad.length / 2] ^= 1;
      Files.write(blob, bad);
      Shell.Answer answer = verify();
      Files.write(blob, good);
      assertThat(answer.exit()).as(answer.out()).isEqualTo(1);
      assertThat(answer.out())
          .contains("blob sha256:" + blob.getFileName() + " is damaged")
          .endsWith("does not verify\n");
    }
  }

  @Test
  void theLogIsCheckedTooAndAChangedOneDoesNotVerify() throws Exception {
    assertThat(verify().out()).contains("all 5 statements are in the log");
    assertThat(verify().out()).contains("the release is in the log");
    Path tiles = folder.resolve("tree/.demarc/log/tile/entries");
    Path tile;
    try (Stream<Path> files = Files.walk(tiles)) {
      tile = files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
    byte[] good = Files.readAllBytes(tile);
    byte[] bad = good.clone();
    bad[good.length / 2] ^= 1;
    Files.write(tile, bad);
    Shell.Answer changed = verify();
    Files.write(tile, good);
    assertThat(changed.exit()).isEqualTo(1);
    assertThat(shell().run("verify", ".demarc/layout/upper", "--log", "none").exit()).isEqualTo(3);
  }

  @Test
  void verificationBackIncludesTheLog() {
    JsonNode run = JsonMapper.shared().readTree(second.out());
    JsonNode stage = run.at("/stages/11");
    assertThat(stage.at("/name").stringValue()).isEqualTo("verify-back");
    Shell.Answer whole =
        shell().run("verify", ".demarc/layout/upper", "--log", ".demarc/log", "--format", "json");
    JsonNode report = JsonMapper.shared().readTree(whole.out());
    assertThat(report.at("/schema").stringValue()).isEqualTo("demarc/verify/1");
    assertThat(stage.at("/detail").stringValue())
        .startsWith(report.at("/checks").size() + " checks");
  }
}
