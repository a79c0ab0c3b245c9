// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goroutines from a server of profiles, and from servers that are none. */
class PprofDumpsTest {
  @TempDir Path folder;

  private HttpServer server;
  private String profile = "goroutine profile: total 2\n2 @ 0x1\n";

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/debug/pprof/goroutine",
        exchange -> {
          boolean dump = "debug=2".equals(exchange.getRequestURI().getQuery());
          byte[] body = (dump ? "goroutine 1 [running]:\nmain.main()\n" : profile).getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private PprofDumps.Result at(String path) {
    int port = server.getAddress().getPort();
    URI base = URI.create("http://user:secret@127.0.0.1:" + port + path);
    return new PprofDumps(new PprofServer(base, Duration.ofSeconds(5))).into(folder, 0);
  }

  @Test
  void addressIsTheServerTheFolderOrTheProfileItself() {
    for (String path :
        List.of(
            "", "/", "/debug/pprof/", "/debug/pprof/goroutine", "/debug/pprof/goroutine?debug=2")) {
      PprofDumps.Result result = at(path);
      assertThat(result.missed()).isEmpty();
      assertThat(result.taken())
          .containsExactly(
              "goroutine-profile-0.txt: 2 goroutines by stack",
              "goroutine-dump-0.txt: the same with what they wait for");
    }
    assertThat(folder.resolve("goroutine-dump-0.txt")).content().contains("main.main(...)");
  }

  @Test
  void anAnswerThatIsNoProfileIsNotKept() {
    profile = "<html>goroutine profile: total 2</html>";
    PprofDumps.Result result = at("");
    assertThat(result.missed())
        .singleElement()
        .asString()
        .endsWith(": it answers, and not with a profile of goroutines")
        .doesNotContain("secret");
    assertThat(folder).isEmptyDirectory();
    assertThat(at("/metrics").missed())
        .singleElement()
        .asString()
        .endsWith(": status 404 for /metrics/goroutine");
  }

  @Test
  void anAnswerThatNeverEndsIsNotWaitedFor() {
    server.createContext(
        "/stalls/goroutine",
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(profile.getBytes(UTF_8));
          exchange.getResponseBody().flush(); // and is not closed
        });
    int port = server.getAddress().getPort();
    PprofDumps dumps =
        new PprofDumps(
            new PprofServer(
                URI.create("http://127.0.0.1:" + port + "/stalls"), Duration.ofMillis(300)));
    assertThat(dumps.into(folder, 0).missed())
        .containsExactly("goroutines: 127.0.0.1:" + port + ": no whole answer within 0.3 s");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void manyGoroutinesAreNotDumped() {
    profile = "goroutine profile: total 5001\n";
    PprofDumps.Result result = at("");
    assertThat(result.taken()).containsExactly("goroutine-profile-0.txt: 5001 goroutines by stack");
    assertThat(result.missed()).singleElement().asString().contains("5001 goroutines; a dump");
  }
}
