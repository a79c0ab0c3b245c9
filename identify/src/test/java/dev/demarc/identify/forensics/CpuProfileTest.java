// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that do not give a profile as they should. */
class CpuProfileTest {
  @TempDir Path folder;

  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private CpuProfile profile(Duration patience) {
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new CpuProfile(new PprofServer(base, patience), Duration.ZERO);
  }

  @Test
  void lengthIsThatOfTheLookAndBounded() {
    PprofServer any = new PprofServer(URI.create("http://localhost:1"), Duration.ZERO);
    assertThat(CpuProfile.during(Duration.ofMillis(900), any)).isEmpty();
    assertThat(CpuProfile.during(Duration.ofSeconds(10), any).orElseThrow().lasts())
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(CpuProfile.during(Duration.ofMinutes(10), any).orElseThrow().lasts())
        .isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void serverThatStallsIsNotWaitedFor() {
    server.createContext(
        "/debug/pprof/profile",
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(0x1f);
          exchange.getResponseBody().flush(); // and is not closed
        });
    assertThatThrownBy(() -> profile(Duration.ofMillis(300)).into(folder))
        .hasMessageEndingWith(": no whole answer within 0.3 s");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatUnpacksWithoutEndIsGivenUp() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      byte[] piece = new byte[1 << 20];
      piece[0] = 0x0a;
      piece[1] = 4;
      piece[2] = 8;
      for (int i = 0; i <= 64; i++) {
        out.write(piece);
      }
    }
    server.createContext(
        "/debug/pprof/profile",
        exchange -> {
          exchange.sendResponseHeaders(200, packed.size());
          exchange.getResponseBody().write(packed.toByteArray());
          exchange.close();
        });
    assertThatThrownBy(() -> profile(Duration.ofSeconds(20)).into(folder))
        .hasMessageContaining("bytes unpacked");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void knownReasonsAreSaidInWordsAndOthersNotQuoted() {
    assertThat(refusal(500, "Could not enable CPU profiling: cpu profiling already in use\n"))
        .endsWith("status 500 for /debug/pprof/profile: somebody else takes a CPU profile of it");
    assertThat(refusal(400, "profile duration exceeds server's WriteTimeout\n")) // go1.22
        .endsWith("the server's WriteTimeout; look for a shorter time");
    assertThat(refusal(403, "c4nary")).endsWith("status 403 for /debug/pprof/profile");
  }

  private String refusal(int status, String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    HttpContext context =
        server.createContext(
            "/debug/pprof/profile",
            exchange -> {
              exchange.sendResponseHeaders(status, body.length);
              exchange.getResponseBody().write(body);
              exchange.close();
            });
    try {
      profile(Duration.ofSeconds(5)).into(folder);
      return "taken";
    } catch (IOException reason) {
      return String.valueOf(reason.getMessage());
    } catch (InterruptedException stop) {
      throw new AssertionError(stop);
    } finally {
      server.removeContext(context);
    }
  }
}
