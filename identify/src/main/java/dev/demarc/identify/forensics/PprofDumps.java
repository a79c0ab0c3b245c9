// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import dev.demarc.evidence.redaction.DumpRedactor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
  private static final Pattern TOTAL = Pattern.compile("goroutine profile: total (\\d{1,9})");

  private final URI base;
  private final Duration patience;

  /**
   * Of a server.
   *
   * @param patience for each whole answer: a program that is stuck may begin one and never end it
   */
  PprofDumps(URI base, Duration patience) {
    this.base = base;
    this.patience = patience;
  }

  /** What came, and what not. */
  record Result(List<String> taken, List<String> missed) {
    Result {
      taken = List.copyOf(taken);
      missed = List.copyOf(missed);
    }
  }

  Result into(Path folder, int number) {
    String profile = "goroutine-profile-" + number + ".txt";
    String dump = "goroutine-dump-" + number + ".txt";
    List<String> taken = new ArrayList<>();
    List<String> missed = new ArrayList<>();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(patience).build()) {
      String text = get(client, "1");
      Matcher total = TOTAL.matcher(text);
      if (!total.lookingAt()) {
        throw new IOException("it answers, and not with a profile of goroutines");
      }
      int count = Integer.parseInt(total.group(1));
      write(folder.resolve(profile), text);
      taken.add(profile + ": " + count + " goroutines by stack");
      if (count > MOST_FOR_DUMP) {
        missed.add(dump + ": " + count + " goroutines; a dump would stop the program for too long");
      } else {
        write(folder.resolve(dump), get(client, "2"));
        taken.add(dump + ": the same with what they wait for");
      }
    } catch (IOException | IllegalArgumentException reason) {
      missed.add("goroutines: " + server() + ": " + words(reason));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      missed.add("goroutines: interrupted");
    }
    return new Result(taken, missed);
  }

  /** Without what may stand before an @. */
  private String server() {
    return base.getHost() + (base.getPort() < 0 ? "" : ":" + base.getPort());
  }

  private String words(Exception reason) {
    if (reason instanceof HttpTimeoutException) {
      return "no whole answer within " + patience.toMillis() / 1000.0 + " s";
    }
    for (Throwable cause = reason; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return "the name of the server is not known here";
      }
    }
    String message = reason.getMessage();
    return message == null ? "nothing listens there" : message; // a refusal has no words
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, DumpRedactor.redact(text));
  }

  private String get(HttpClient client, String debug) throws IOException, InterruptedException {
    URI uri = address(base, debug);
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(
            HttpRequest.newBuilder(uri).build(),
            BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LARGEST));
    try {
      HttpResponse<String> response = answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      if (response.statusCode() != 200) {
        throw new IOException("status " + response.statusCode() + " for " + uri.getPath());
      }
      return response.body();
    } catch (TimeoutException late) {
      throw new HttpTimeoutException("no whole answer");
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException reason ? reason : new IOException(failed);
    } finally {
      answer.cancel(true);
    }
  }

  /** Of a server alone, of the folder of its profiles, or of the one of goroutines. */
  private static URI address(URI base, String debug) {
    String given = base.getPath() == null ? "" : base.getPath().replaceFirst("/+$", "");
    String folder = given.isEmpty() ? "/debug/pprof" : given;
    String path = folder.endsWith("/goroutine") ? folder : folder + "/goroutine";
    return URI.create(base.getScheme() + "://" + base.getRawAuthority() + path + "?debug=" + debug);
  }
}
