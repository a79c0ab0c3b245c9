// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server of net/http/pprof.
 *
 * @param base its address, of the server alone, of the folder of its profiles, or of the one of
 *     goroutines
 * @param patience for each whole answer, beyond what it takes to make it: a program that is stuck
 *     may begin one and never end it
 */
record PprofServer(URI base, Duration patience) {
  /** So many bytes of an answer are taken; more fails. */
  static final int LARGEST = 64 << 20;

  /** Go 1 refuses a profile that would outlast the server's own time for an answer. */
  private static final String TOO_LONG = "WriteTimeout";

  private static final int LONGEST_REASON = 400;

  /**
   * Asks for a profile.
   *
   * @param query what to ask for: {@code debug=1}
   * @param making how long the server needs to make it
   * @throws IOException when it does not come, not in time, or is too large
   */
  byte[] get(String profile, String query, Duration making)
      throws IOException, InterruptedException {
    Duration whole = patience.plus(making);
    URI uri = address(profile, query);
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(patience).build()) {
      CompletableFuture<HttpResponse<byte[]>> answer =
          client.sendAsync(
              HttpRequest.newBuilder(uri).build(),
              BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
      try {
        HttpResponse<byte[]> response = answer.get(whole.toNanos(), TimeUnit.NANOSECONDS);
        if (response.statusCode() != 200) {
          throw new IOException(
              "status "
                  + response.statusCode()
                  + " for "
                  + uri.getPath()
                  + reason(response.body()));
        }
        return response.body();
      } catch (TimeoutException late) {
        throw new HttpTimeoutException(
            "no whole answer within " + whole.toMillis() / 1000.0 + " s");
      } catch (ExecutionException failed) {
        throw failed.getCause() instanceof IOException reason ? reason : new IOException(failed);
      } finally {
        answer.cancel(true);
        client.shutdownNow();
      }
    }
  }

  /** Of an answer that is no profile the known reasons only: it may hold anything. */
  private static String reason(byte[] body) {
    String text =
        new String(body, 0, Math.min(LONGEST_REASON, body.length), StandardCharsets.UTF_8);
    return text.contains(TOO_LONG)
        ? ": it would take longer than the server's WriteTimeout; look for a shorter time"
        : text.contains("profiling already in use")
            ? ": somebody else takes a CPU profile of it"
            : "";
  }

  private URI address(String profile, String query) {
    String given = base.getPath() == null ? "" : base.getPath().replaceFirst("/+$", "");
    String folder = given.isEmpty() ? "/debug/pprof" : given.replaceFirst("/goroutine$", "");
    return URI.create(
        base.getScheme() + "://" + base.getRawAuthority() + folder + "/" + profile + "?" + query);
  }

  /** Without what may stand before an @. */
  String words() {
    return base.getHost() + (base.getPort() < 0 ? "" : ":" + base.getPort());
  }

  /** Why something did not come. */
  static String words(Exception reason) {
    for (Throwable cause = reason; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return "the name of the server is not known here";
      }
    }
    String message = reason.getMessage();
    return message == null ? "nothing listens there" : message; // a refusal has no words
  }
}
