// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.report.identify.IdentifyFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets in the environment and the arguments of a process, in packets, traces, dumps, logs and
 * journals: none of them is in a bundle or in any form of a report.
 */
class ForensicCanaryTest {
  private static final String CANARY = "c4nary";

  @TempDir Path folder;

  private int planted;

  private String secret() {
    return CANARY + planted++;
  }

  private List<String> names() throws IOException {
    TrainingCaptures.write(folder);
    put(
        "app.strace",
        "\n7 10:00:03.1 openat(AT_FDCWD, \"/home/"
            + secret()
            + "/key.pem\", O_RDONLY) = 9</home/"
            + secret()
            + "/key.pem>\n7 10:00:03.2 write(9</home/x>, \""
            + secret()
            + "\", 7) = 7\n"
            + "7 10:00:03.3 execve(\"/bin/x\", [\"x\", \"--token="
            + secret()
            + "\"], [\"KEY="
            + secret()
            + "\"]) = 0\n7 10:00:03.4 connect(9, {sa_family=AF_UNIX, sun_path=\"/tmp/"
            + secret()
            + "\"}, 110) = -1 EBADF (Bad file descriptor)\n"
            + "7 10:00:03.5 close(9</tmp/"
            + secret()
            + ">) = -1 EBADF (Bad file descriptor)\n");
    put(
        "dump.txt",
        "\ngoroutine 9 [IO wait, 3 minutes] {\"tenant\": \""
            + secret()
            + "\"}:\nmain.read({0x"
            + "6334, \""
            + secret()
            + "\"})\n\t/home/"
            + secret()
            + "/a/main.go:7 +0x1\n\n"
            + "2026-11-24T10:00:00Z\terror\texporting failed "
            + secret()
            + "\n");
    put(
        "dmesg.txt",
        "[ 18.1] audit: type=1326 audit(1795417521.140:3): auid=1 uid=0 gid=0 ses=1 pid=9"
            + " comm=\"app\" exe=\"/home/"
            + secret()
            + "/app\" sig=31 arch=c000003e syscall=41"
            + " compat=0 ip=0x4031ee code=0x0\n");
    put(
        "journal.json",
        "{\"__CURSOR\":\"s=ff5ceaa3a9eb46ea84c5539abd063cc2;i=9;b=03c7b3d8cffd475396dba79037e85a90;m=11b4;t=660ece961bc08;x=ad3\",\"__REALTIME_TIMESTAMP\":\"1795417520160000\","
            + "\"_SYSTEMD_UNIT\":\"a.service\",\"MESSAGE\":\""
            + secret()
            + "\",\"_CMDLINE\":\"x --key="
            + secret()
            + "\",\"PASSWORD\":\""
            + secret()
            + "\"}\n");
    byte[] packets = Files.readAllBytes(folder.resolve("edge.pcap"));
    byte[] payload = ("GET /" + secret() + " HTTP/1.1\r\nCookie: " + secret()).getBytes(ISO_8859_1);
    Files.write(folder.resolve("edge.pcap"), withSegment(packets, payload));
    return List.of(TrainingCaptures.NAMES.split(" ", -1));
  }

  private void put(String name, String more) throws IOException {
    Files.writeString(folder.resolve(name), Files.readString(folder.resolve(name)) + more);
  }

  /** The last record again, with another payload. */
  private static byte[] withSegment(byte[] capture, byte[] payload) {
    int last = capture.length - 51 - 16;
    byte[] out = new byte[capture.length + 16 + 40 + payload.length];
    System.arraycopy(capture, 0, out, 0, capture.length);
    System.arraycopy(capture, last, out, capture.length, 56);
    int length = 40 + payload.length;
    out[capture.length + 8] = (byte) length;
    out[capture.length + 12] = (byte) length;
    out[capture.length + 16 + 3] = (byte) length;
    System.arraycopy(payload, 0, out, capture.length + 56, payload.length);
    return out;
  }

  private void assertClean(Shell.Answer answer) {
    assertThat(answer.out() + answer.err()).doesNotContain(CANARY);
  }

  @Test
  void noFormOfAReportOnCapturesHoldsASecret() throws IOException {
    List<String> words = new ArrayList<>(List.of("identify"));
    words.addAll(names());
    words.addAll(List.of("--maturity", "sandbox", "--format"));
    for (String format : IdentifyFormat.words()) {
      List<String> all = new ArrayList<>(words);
      all.add(format);
      Shell.Answer answer = new Shell(folder).run(all.toArray(String[]::new));
      assertThat(answer.exit()).as(answer.err()).isEqualTo(1);
      assertClean(answer);
    }
    assertThat(planted).isGreaterThanOrEqualTo(16);
  }

  /** Every field that a reader of manifests looks at, with a difference beside the secrets. */
  private List<String> manifests() throws IOException {
    Files.writeString(
        folder.resolve("pod.yaml"),
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  annotations: {a: "
            + secret()
            + "}\nspec:\n  containers:\n    - name: work\n      command: [env, A="
            + secret()
            + ", GOPROXY=https://user:"
            + secret()
            + "@proxy.example.org, /bin/sh, work.sh, --key="
            + secret()
            + ", -p"
            + secret()
            + "]\n      args: ["
            + secret()
            + "]\n      env:\n        - {name: GOMAXPROCS, value: \"2\"}\n        - name: GOFLAGS\n"
            + "          value: -ldflags=-X=main.key="
            + secret()
            + "\n        - name: TOKEN\n          value: "
            + secret()
            + "\n");
    Files.writeString(
        folder.resolve("compose.yaml"),
        "services:\n  work:\n    image: "
            + secret()
            + "@example.org/work\n    entrypoint: sh -c 'export GOGC=9 K="
            + secret()
            + "; exec sh work.sh'\n    environment:\n      DB: "
            + secret()
            + "\n      GOMAXPROCS: 2\n");
    return List.of("pod.yaml", "compose.yaml");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void noBundleAndNoReportOnAProcessHoldsASecret() throws IOException {
    Path script = Files.writeString(folder.resolve("work.sh"), "sleep 60\nexit 0\n");
    ProcessBuilder builder =
        new ProcessBuilder(
            "/bin/sh", script.toString(), "--password", secret(), "--key=" + secret(), secret());
    for (String name : List.of("DB_PASSWORD", "TOKEN", "GREETING", "HTTP_PROXY", "GOFLAGS_X")) {
      builder.environment().put(name, secret());
    }
    builder.environment().put("GOPROXY", "https://user:" + secret() + "@proxy.example.org");
    builder.environment().put("GOMAXPROCS", "3");
    Path open = Files.createFile(folder.resolve(secret()));
    Process process = builder.redirectOutput(open.toFile()).start();
    try {
      String pid = "pid:" + process.pid();
      List<String> manifests = manifests();
      assertClean(new Shell(folder).run("capture", pid, "--for", "1s", "-o", "bundle"));
      for (String input : List.of(pid, "bundle")) {
        for (String format : IdentifyFormat.words()) {
          for (String manifest : manifests) {
            Shell.Answer answer =
                new Shell(folder)
                    .run(
                        ("identify "
                                + input
                                + " "
                                + manifest
                                + " --for 0 --maturity sandbox --format "
                                + format)
                            .split(" ", -1));
            assertThat(answer.out()).contains("environ-differs");
            assertClean(answer);
          }
        }
      }
      try (Stream<Path> files = Files.walk(folder.resolve("bundle"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          assertThat(Files.readString(file, ISO_8859_1)).as(file.toString()).doesNotContain(CANARY);
        }
      }
      assertThat(planted).isGreaterThanOrEqualTo(20);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
