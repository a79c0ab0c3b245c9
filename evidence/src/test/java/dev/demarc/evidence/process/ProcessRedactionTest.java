// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessRedactionTest {
  private static String arguments(String... words) {
    return ProcessRedaction.arguments(String.join("\0", words) + "\0").replace('\0', ' ').strip();
  }

  private static String environment(String... entries) {
    return ProcessRedaction.environment(String.join("\0", entries) + "\0")
        .replace('\0', ' ')
        .strip();
  }

  @Test
  void namesAreKeptAndValuesOfSettingsOnly() {
    assertThat(environment("PATH=/usr/bin", "GOMAXPROCS=4", "DB_PASSWORD=hunter2", "LISTEN_PID=7"))
        .isEqualTo("PATH GOMAXPROCS=4 DB_PASSWORD LISTEN_PID=7");
    assertThat(environment("hunter2", "=hunter2", "a b=hunter2", "")).isEmpty();
  }

  @Test
  void whatHidesInASettingIsCut() {
    assertThat(environment("GOPROXY=https://me:hunter2@proxy.example.com,direct"))
        .isEqualTo("GOPROXY=https://*@proxy.example.com,direct");
    assertThat(environment("GOPROXY=https://me:hun@ter2@proxy.example.com/x?key=hunter2"))
        .isEqualTo("GOPROXY=https://*@proxy.example.com/x?*");
    // without a scheme Go takes https
    assertThat(environment("GOPROXY=me:hunter2@proxy.example.com/go|me:hun@ter2@b.example.com"))
        .isEqualTo("GOPROXY=*@proxy.example.com/go|*@b.example.com");
    assertThat(environment("GOPROXY=https://me:" + "hunter2".repeat(300) + "@proxy.example.com"))
        .isEqualTo("GOPROXY=https://*@proxy.example.com");
    assertThat(environment("GOFLAGS=-trimpath '-ldflags=-X main.key=hunter2 -s'"))
        .isEqualTo("GOFLAGS=-trimpath '-ldflags=-X*");
    assertThat(environment("ZONEINFO=/home/hunter2/zoneinfo.zip"))
        .isEqualTo("ZONEINFO=/*/zoneinfo.zip");
  }

  /** A pod of a large namespace has seven variables for each service. */
  @Test
  void aSettingIsKeptHoweverManyVariablesStandBeforeIt() {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 7000; i++) {
      many.append("SERVICE_").append(i).append("_PORT=tcp://10.0.0.1:80\0");
    }
    String kept = ProcessRedaction.environment(many + "GOMAXPROCS=4\0");
    assertThat(kept).endsWith("\0GOMAXPROCS=4\0").hasSizeLessThan(100_000);
  }

  @Test
  void programScriptAndFlagsAreKept() {
    assertThat(
            arguments("python3", "-u", "/srv/app/worker.py", "--token=hunter2", "--db", "hunter2"))
        .isEqualTo("python3 -u /srv/app/worker.py --token --db +1");
    assertThat(arguments("java", "-jar", "app.jar", "-Dpassword=hunter2", "--server.port=80"))
        .isEqualTo("java app.jar --server.port +2");
    assertThat(arguments("mysql", "-phunter2", "-u", "root")).isEqualTo("mysql -u +2");
    assertThat(arguments("sh", "-c", "curl -H 'Authorization: hunter2' x.sh"))
        .isEqualTo("sh -c +1");
    assertThat(arguments("node", "https://me:hunter2@example.com/x.js")).isEqualTo("node +1");
  }

  @Test
  void aTitleThatAProcessGaveItselfIsCut() {
    assertThat(arguments("postgres: alice hunter2 10.0.0.1(4711) SELECT")).isEqualTo("postgres");
    assertThat(arguments("/home/alice/bin/app", "x")).isEqualTo("/*/app +1");
    assertThat(ProcessRedaction.arguments("")).isEmpty();
    assertThat(ProcessRedaction.arguments("\0")).isEmpty();
  }
}
