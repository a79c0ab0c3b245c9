// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.goroutine;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a stack shows its goroutine doing, where the functions of a known library say so. Functions
 * of net/http as of Go 1.19 to 1.26; of the OpenTelemetry Collector as of 0.165; of Prometheus as
 * of 2.42 and 3.x.
 */
public enum Situation {
  /** A request was sent; its response header has not come. */
  AWAITS_RESPONSE,
  /** A request waits for a connection: a dial, a handshake, or a place below the limit. */
  AWAITS_CONNECTION,
  /** A client waits for the other end's part of a TLS handshake. */
  TLS_HANDSHAKE,
  /** A client reads a response's body. */
  READS_BODY,
  /** A connection of a client, idle or with a request on it: each has one. */
  CLIENT_CONNECTION,
  /** A server reads a request's header. */
  READS_HEADER,
  /** A server waits for the next request of a connection. */
  SERVER_IDLE,
  /** A server waits for the client's part of a TLS handshake. */
  SERVER_HANDSHAKE,
  /** A consumer of a sending queue waits for work: healthy. */
  QUEUE_IDLE,
  /** An exporter sends. */
  EXPORTING,
  /** An exporter waits until it tries again: the last try failed. */
  BACKING_OFF,
  /** A receiver waits for room in a sending queue. */
  AWAITS_QUEUE_ROOM,
  /** A receiver waits for what becomes of its data, as it was told to. */
  AWAITS_RESULT,
  /** A receiver waits for the batch processor to take its data. */
  AWAITS_BATCH,
  /** The batch processor hands a batch on and waits. */
  SENDS_BATCH,
  /** A consumer of a sending queue waits for one of the workers that send batches. */
  AWAITS_WORKER,
  /** Prometheus sends samples to a remote. */
  SENDS_SAMPLES,
  /** Prometheus waits for room in the shards of a remote. */
  SHARDS_FULL,
  /** Prometheus waits for the shards of a remote to end before it starts others. */
  RESHARDING,
  /** Nothing that is known. */
  OTHER;

  private static final Set<String> RESPONSE =
      Set.of(
          "net/http.(*persistConn).roundTrip",
          "net/http.(*http2ClientConn).roundTrip",
          "net/http.(*http2ClientConn).RoundTrip",
          "net/http/internal/http2.(*ClientConn).roundTrip",
          "golang.org/x/net/http2.(*ClientConn).roundTrip",
          "golang.org/x/net/http2.(*ClientConn).RoundTrip");
  private static final List<String> APPENDERS =
      List.of(".Append", ".AppendExemplars", ".AppendHistograms", ".AppendFloatHistograms");
  private static final String SERVER = "net/http.(*conn).serve";
  private static final String EXPORTER = "/exporterhelper/internal";

  /** The word of the facts sheet. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What the goroutines of a group do; the pipeline's word where it waits in a request. */
  public static Situation of(GoroutineGroup group) {
    Situation pipeline = ofPipeline(group);
    return pipeline != OTHER ? pipeline : ofHttp(group);
  }

  /** Whether the goroutines of a group are in this situation, maybe in another one too. */
  boolean holds(GoroutineGroup group) {
    return ofPipeline(group) == this || ofHttp(group) == this;
  }

  private static Situation ofHttp(GoroutineGroup group) {
    String top = group.top();
    if (RESPONSE.contains(top)) {
      return AWAITS_RESPONSE;
    }
    if (top.equals("net/http.(*Transport).getConn")) {
      return AWAITS_CONNECTION;
    }
    if (top.equals("net/http.(*persistConn).addTLS")) {
      return TLS_HANDSHAKE;
    }
    if (group.calls("net/http.(*bodyEOFSignal).Read")
        || group.calls("net/http.http2transportResponseBody.Read")) {
      return READS_BODY;
    }
    if (group.calls("net/http.(*persistConn).readLoop")) {
      return CLIENT_CONNECTION;
    }
    return group.calls(SERVER) ? ofServer(group) : OTHER;
  }

  private static Situation ofServer(GoroutineGroup group) {
    if (group.calls("net/http.readRequest")) {
      return READS_HEADER;
    }
    if (group.calls("crypto/tls.(*Conn).HandshakeContext")
        || group.calls("crypto/tls.(*Conn).handshakeContext")) {
      return SERVER_HANDSHAKE;
    }
    boolean isIdle =
        !group.frames().isEmpty()
            && group.frames().getLast().function().equals(SERVER)
            && group.frames().size() > 1
            && group
                .frames()
                .get(group.frames().size() - 2)
                .function()
                .equals("bufio.(*Reader).Peek");
    return isIdle ? SERVER_IDLE : OTHER;
  }

  private static Situation ofPipeline(GoroutineGroup group) {
    String top = group.top();
    if (has(group, "/batchprocessor.", ").consume") && isTop(group, "/batchprocessor.")) {
      return AWAITS_BATCH;
    }
    if (has(group, "/batchprocessor.", ").sendItems")
        || has(group, "/batchprocessor.", ").export")) {
      return SENDS_BATCH;
    }
    if (has(group, "/queue.(*cond)", ".Wait") && has(group, "/queue.", "Queue[...]).add")) {
      return AWAITS_QUEUE_ROOM;
    }
    if (top.contains("/queue.(*memoryQueue") && top.endsWith(").Offer")) {
      return AWAITS_RESULT;
    }
    if (has(group, "/queuebatch.(*workerPool)", ".execute") && group.top().contains("workerPool")) {
      return AWAITS_WORKER;
    }
    if (has(group, "/queue.(*", "Queue[...]).Read")) {
      return QUEUE_IDLE;
    }
    if (top.contains(EXPORTER) && top.contains("(*retrySender).")) {
      return BACKING_OFF;
    }
    if (has(group, EXPORTER, "(*retrySender).Send") || has(group, EXPORTER, "(*timeoutSender")) {
      return EXPORTING;
    }
    if (ends(group, "/storage/remote.(*Client).Store")) {
      return SENDS_SAMPLES;
    }
    if (APPENDERS.stream()
        .anyMatch(name -> ends(group, "/storage/remote.(*QueueManager)" + name))) {
      return isPaused(group) ? SHARDS_FULL : OTHER;
    }
    return has(group, "/storage/remote.(*shards).stop", "") ? RESHARDING : OTHER;
  }

  /** It sleeps before it tries the shards again; debug=1 has no state and shows only the call. */
  private static boolean isPaused(GoroutineGroup group) {
    return group.top().equals("time.Sleep") || group.state().equals("select");
  }

  private static boolean isTop(GoroutineGroup group, String part) {
    return group.top().contains(part);
  }

  private static boolean ends(GoroutineGroup group, String name) {
    return group.frames().stream().anyMatch(frame -> frame.function().endsWith(name));
  }

  private static boolean has(GoroutineGroup group, String part, String end) {
    return group.frames().stream()
        .anyMatch(frame -> frame.function().contains(part) && frame.function().contains(end));
  }
}
