// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.SourceText;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BakeReaderTest {
  private static final String HCL =
      """
      variable "TAG" { default = "latest" }
      # all of it
      group "default" { targets = ["app", "tool"] }
      function "x" {
        params = [a]
        result = upper(a)
      }
      target "_common" {
        context = "./src" // below
        platforms = ["linux/amd64",
          "linux/arm64", ]
        args = { GO = "1.26", X = "}" }
      }
      target "app" {
        inherits = ["_common"]
        dockerfile = "app/Dockerfile"
        tags = ["registry.example.org/app:${TAG}"]
      }
      target "tool" {
        inherits = ["_common"]
        platforms = equal(TAG, "") ? ["linux/s390x"] : ["linux/amd64"]
      }
      target "one" {
        platforms = ["linux/amd64", "windows/amd64"]
      }
      """;

  @Test
  void targetsInheritAndNameTheirDockerfile() {
    BakeFile file = read("build/docker-bake.hcl", HCL);
    assertThat(file.targets().stream().map(BakeFile.Target::name))
        .containsExactly("_common", "app", "tool", "one");
    BakeFile.Target app = file.forSeveral("build/src/app/Dockerfile").orElseThrow();
    assertThat(app.name()).isEqualTo("app");
    assertThat(app.place().line()).isEqualTo(14);
    assertThat(file.platformsOf(app)).containsExactly("linux/amd64", "linux/arm64");
    assertThat(file.forSeveral("build/Dockerfile")).isEmpty();
    assertThat(file.forSeveral("app/Dockerfile")).isEmpty();
  }

  @Test
  void jsonIsReadToo() {
    String json =
        """
        {"group": {"default": {"targets": ["app"]}},
         "target": {
           "app": {"dockerfile": "Dockerfile", "platforms": ["linux/amd64", "linux/arm64"]},
           "other": {"context": "../x", "platforms": ["linux/amd64"]}}}
        """;
    BakeFile file = read("docker-bake.json", json);
    assertThat(file.forSeveral("Dockerfile").map(BakeFile.Target::name)).contains("app");
    assertThat(file.targets()).hasSize(2);
  }

  @Test
  void brokenTextNeverThrows() {
    Random random = new Random(7);
    byte[] bytes = HCL.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 2000; i++) {
      byte[] broken = bytes.clone();
      for (int j = 0; j < 5; j++) {
        broken[random.nextInt(broken.length)] = (byte) "{}[]\"\\/=:,*".charAt(random.nextInt(11));
      }
      int length = random.nextInt(broken.length);
      assertThat(
              new BakeReader()
                  .read(new SourceText("docker-bake.hcl", java.util.Arrays.copyOf(broken, length))))
          .isNotNull();
    }
  }

  private static BakeFile read(String path, String text) {
    assertThat(new BakeReader().takes(path)).isTrue();
    return (BakeFile)
        new BakeReader()
            .read(new SourceText(path, text.getBytes(StandardCharsets.UTF_8)))
            .facts()
            .getFirst();
  }
}
