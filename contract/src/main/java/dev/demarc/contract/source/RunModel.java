// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import dev.demarc.contract.Bytes;
import dev.demarc.contract.Isolation;
import dev.demarc.contract.Level;
import dev.demarc.contract.Lifecycle;
import dev.demarc.contract.Resources;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Dimensions 3 and 4 and the strength of the boundary, with the defaults of the vocabulary. */
final class RunModel {
  private static final String LIFECYCLE = "/spec/lifecycle";
  private static final String LIMITS = "/spec/resources/limits";
  private static final String OBSERVED = "/spec/resources/observed";
  private static final String ISOLATION = "/spec/isolation";

  private final Values values;

  RunModel(Values values) {
    this.values = values;
  }

  Lifecycle lifecycle() {
    Duration timeout = values.duration(LIFECYCLE + "/timeout").orElse(Duration.ofSeconds(30));
    String codes = LIFECYCLE + "/exitCodes";
    return new Lifecycle(
        timeout,
        values.duration(LIFECYCLE + "/firstByteTimeout").orElse(timeout),
        values.duration(LIFECYCLE + "/idleTimeout").orElse(timeout),
        new Lifecycle.Stop(
            values.text(LIFECYCLE + "/stop/signal", "SIGTERM"),
            values.duration(LIFECYCLE + "/stop/within").orElse(Duration.ofSeconds(5))),
        values.has(codes + "/ok") ? values.numbers(codes + "/ok") : List.of(0),
        values.numbers(codes + "/reject"),
        values.numbers(codes + "/retry"),
        values.number(LIFECYCLE + "/concurrency").orElse(1),
        values.flag(LIFECYCLE + "/idempotent", false),
        values.word(LIFECYCLE + "/orphans", Lifecycle.Orphans.class, Lifecycle.Orphans.FORBID));
  }

  Resources resources() {
    return new Resources(limits(), observed(), values.map("/spec/resources/unified"));
  }

  private Resources.Limits limits() {
    Resources.Limits defaults = Resources.Limits.DEFAULT;
    return new Resources.Limits(
        values.bytes(LIMITS + "/memory"),
        values.bytes(LIMITS + "/swap").orElse(defaults.swap()),
        values.cpu(LIMITS + "/cpu"),
        values.text(LIMITS + "/cpuset"),
        optional(values.number(LIMITS + "/pids")),
        values.number(LIMITS + "/openFiles").orElse(defaults.openFiles()),
        values.bytes(LIMITS + "/fileSize"),
        values.duration(LIMITS + "/cpuTime"),
        values.bytes(LIMITS + "/output").orElse(defaults.output()),
        values.bytes(LIMITS + "/stderr").orElse(defaults.stderr()));
  }

  private Resources.Observed observed() {
    Map<String, Duration> latency = new LinkedHashMap<>();
    for (String quantile : List.of("p50", "p95", "p99", "max")) {
      values
          .duration(OBSERVED + "/latency/" + quantile)
          .ifPresent(duration -> latency.put(quantile, duration));
    }
    return new Resources.Observed(
        values.bytes(OBSERVED + "/rss"), values.duration(OBSERVED + "/cpuTime"), latency);
  }

  Isolation isolation() {
    boolean tcpServer =
        values.text("/spec/component/listen").filter(at -> !at.startsWith("unix:")).isPresent();
    return new Isolation(
        values.word(ISOLATION + "/minLevel", Level.class, Level.L0),
        values.texts(ISOLATION + "/require"),
        values.text(ISOLATION + "/network", tcpServer ? "loopback" : "none"),
        values.texts(ISOLATION + "/readOnlyPaths"),
        values.texts(ISOLATION + "/readWritePaths"),
        values.bytes(ISOLATION + "/tmp").orElse(Bytes.of(64 << 20)),
        values.text(ISOLATION + "/seccomp", "RuntimeDefault"),
        optional(values.number(ISOLATION + "/runAsUser")));
  }

  private static OptionalInt optional(Optional<Integer> number) {
    return number.isPresent() ? OptionalInt.of(number.get()) : OptionalInt.empty();
  }
}
