// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import dev.demarc.evidence.redaction.DumpRedactor;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Goroutines of a process that serves net/http/pprof: the profile (debug=1, which does not stop the
 * program for long), and the dump with states and waits (debug=2, which stops it for about 0.6 ms a
 * thousand goroutines) when there are few of them.
 */
final class PprofDumps {
  /** A dump of 14,820 goroutines stopped a program for 9.5 s (cockroach#14602). */
  private static final int MOST_FOR_DUMP = 5000;

  private static final int LARGEST = 64 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Pattern TOTAL = Pattern.compile("goroutine profile: total (\\d{1,9})");

  private final URI base;

  PprofDumps(URI base) {
    this.base = base;
  }

  /** What came, and what not. */
  record Result(List<String> taken, List<String> missed) {}

  Result into(Path folder, int number) {
    String profile = "goroutine-profile-" + number + ".txt";
    String dump = "goroutine-dump-" + number + ".txt";
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      String text = get(client, "1");
      write(folder.resolve(profile), text);
      Matcher total = TOTAL.matcher(text);
      int count = total.find() ? Integer.parseInt(total.group(1)) : Integer.MAX_VALUE;
      if (count > MOST_FOR_DUMP) {
        return new Result(
            List.of(profile + ": goroutines by stack"),
            List.of(dump + ": " + count + " goroutines; a dump would stop the program too long"));
      }
      write(folder.resolve(dump), get(client, "2"));
      return new Result(List.of(profile + ", " + dump + ": " + count + " goroutines"), List.of());
    } catch (IOException | IllegalArgumentException reason) {
      return new Result(List.of(), List.of("goroutines: " + base.getHost() + ": " + reason));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return new Result(List.of(), List.of("goroutines: interrupted"));
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, DumpRedactor.redact(text));
  }

  private String get(HttpClient client, String debug) throws IOException, InterruptedException {
    String path = base.toString().replaceFirst("/+$", "");
    URI uri =
        URI.create(path + (path.endsWith("/goroutine") ? "" : "/goroutine") + "?debug=" + debug);
    HttpResponse<InputStream> response =
        client.send(
            HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
            HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw new IOException("status " + response.statusCode());
      }
      return new String(body.readNBytes(LARGEST), StandardCharsets.UTF_8);
    }
  }
}
