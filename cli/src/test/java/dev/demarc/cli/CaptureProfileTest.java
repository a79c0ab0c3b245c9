// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import dev.demarc.host.Tool;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The CPU profile of a bundle, of a real Go program and of servers that give none. */
@EnabledOnOs(OS.LINUX)
class CaptureProfileTest {
  private static final String PROGRAM =
      """
      package main

      import (
      	"context"
      	"fmt"
      	"net"
      	"net/http"
      	_ "net/http/pprof"
      	"runtime/pprof"
      	"time"
      )

      var sink int

      func burn() {
      	for {
      		sink++
      	}
      }

      func main() {
      	l, err := net.Listen("tcp", "127.0.0.1:0")
      	if err != nil {
      		panic(err)
      	}
      	s := &http.Server{ReadHeaderTimeout: time.Second}
      	go s.Serve(l)
      	go pprof.Do(context.Background(), pprof.Labels("tenant", "c4nary-label"), func(context.Context) { burn() })
      	fmt.Println(l.Addr())
      	time.Sleep(time.Minute)
      }
      """;

  @TempDir Path folder;

  /** A program that serves profiles, and where. */
  private record Served(Process process, String address) implements AutoCloseable {
    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  private Served serve() throws Exception {
    assumeThat(Tool.find("go")).as("needs Go").isPresent();
    Path source = Files.createDirectories(folder.resolve("c4nary-folder"));
    Files.writeString(source.resolve("main.go"), PROGRAM);
    Tool.Result built =
        Tool.of("go")
            .within(Duration.ofMinutes(3))
            .run(
                new byte[0],
                List.of(
                    "build",
                    "-o",
                    source.resolve("app").toString(),
                    source.resolve("main.go").toString()));
    assertThat(built.ok()).as(built.problem()).isTrue();
    Process process =
        new ProcessBuilder(source.resolve("app").toString()).redirectErrorStream(true).start();
    BufferedReader said = process.inputReader();
    return new Served(process, said.readLine());
  }

  private Shell.Answer capture(long pid, String address, String time) {
    return new Shell(folder)
        .run("capture", "pid:" + pid, "--for", time, "--pprof", address, "-o", "bundle");
  }

  @Test
  @Tag("slow")
  void profileOfARunningProgramIsTakenRedactedAndNamed() throws Exception {
    try (Served served = serve()) {
      Shell.Answer taken = capture(served.process().pid(), served.address(), "2s");
      assertThat(taken.exit()).as(taken.out() + taken.err()).isZero();
      assertThat(taken.out()).contains("took     cpu-profile.pb.gz: CPU profile of 2 s");
    }
    Path profile = folder.resolve("bundle/cpu-profile.pb.gz");
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(profile))) {
      assertThat(new String(in.readAllBytes(), ISO_8859_1))
          .contains("main.burn", "main.go", "tenant", "nanoseconds")
          .doesNotContain("c4nary", folder.toString());
    }
    Tool.Result top =
        Tool.of("go")
            .within(Duration.ofMinutes(1))
            .run(new byte[0], List.of("tool", "pprof", "-top", profile.toString()));
    assertThat(top.ok()).as(top.problem()).isTrue();
    assertThat(top.text()).contains("Duration: 2", "main.burn");
    Shell.Answer read = new Shell(folder).run("identify", "bundle", "--fail-on", "never");
    assertThat(read.exit()).as(read.err()).isZero();
    assertThat(read.out())
        .contains("profile bundle/cpu-profile.pb.gz", "not-judged")
        .doesNotContain("c4nary");
  }

  @Test
  @Tag("slow")
  void answerThatIsNoProfileIsNotKept() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "c4nary".getBytes(ISO_8859_1);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      String address = "localhost:" + server.getAddress().getPort();
      Shell.Answer taken = capture(ProcessHandle.current().pid(), address, "1s");
      assertThat(taken.exit()).isEqualTo(3);
      assertThat(taken.out())
          .contains("missed   CPU profile: " + address + ": it answers, and not with a profile\n")
          .doesNotContain("c4nary");
      assertThat(folder.resolve("bundle/cpu-profile.pb.gz")).doesNotExist();
      assertThat(Files.readString(folder.resolve("bundle/bundle.txt")))
          .contains("missed CPU profile: ");
    } finally {
      server.stop(0);
    }
  }
}
