// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import dev.demarc.contract.Bytes;
import dev.demarc.contract.Contract;
import dev.demarc.contract.check.Violation;
import dev.demarc.host.syscall.Signals;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The record of a call as JSON. Times are whole microseconds and sizes bytes, as their names say; a
 * figure that this host cannot tell is absent. Never a byte of input or output.
 */
public final class RunRecord {
  private RunRecord() {}

  /** The record of a governed call. */
  public static ObjectNode json(Contract contract, Boundary boundary, CallResult call) {
    ObjectNode record = head(contract, boundary);
    record.put("outcome", call.outcome().name());
    call.run().ifPresent(run -> put(record, run));
    ArrayNode violations = record.putArray("violations");
    call.violations().forEach(violation -> violations.add(json(violation)));
    return record;
  }

  /** The record of a bare run. */
  public static ObjectNode json(Contract contract, Boundary boundary, Run run) {
    ObjectNode record = head(contract, boundary);
    record.put("outcome", run.outcome().name());
    put(record, run);
    return record;
  }

  /** Every control with its state, for reports that are about the host. */
  public static ArrayNode controls(List<ControlState> controls) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (ControlState control : controls) {
      ObjectNode node = array.addObject();
      node.put("control", control.control());
      node.put("enforced", control.enforced());
      node.put("measured", control.measured());
      node.put("mechanism", control.mechanism());
      if (!control.problem().isEmpty()) {
        node.put("problem", control.problem());
      }
    }
    return array;
  }

  private static ObjectNode head(Contract contract, Boundary boundary) {
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    record.put("contract", contract.metadata().name() + "@" + contract.digest());
    record.put("level", boundary.level().name());
    record.set("controls", controls(boundary.controls()));
    return record;
  }

  private static void put(ObjectNode record, Run run) {
    record.put("id", run.id());
    record.set("exit", exit(run.exit()));
    Usage usage = run.usage();
    micros(record, "wallMicros", Optional.of(usage.wall()));
    micros(record, "cpuMicros", usage.cpu());
    bytes(record, "peakMemoryBytes", usage.peakMemory());
    bytes(record, "peakRssBytes", usage.peakRss());
    count(record, "peakProcesses", usage.peakProcesses());
    micros(record, "throttledMicros", usage.throttled());
    count(record, "oomKills", usage.oomKills());
    count(record, "pidsRefused", usage.pidsRefused());
    record.put("stdoutBytes", run.stdout().length);
    record.put("stderrBytes", run.stderr().length);
    ObjectNode truncated = record.putObject("truncated");
    truncated.put("stdout", run.stdoutTruncated());
    truncated.put("stderr", run.stderrTruncated());
    if (!run.stopTook().isZero()) {
      micros(record, "stopMicros", Optional.of(run.stopTook()));
    }
    ArrayNode breaches = record.putArray("breaches");
    for (Run.RunBreach breach : run.breaches()) {
      breaches.addObject().put("check", breach.check()).put("message", breach.message());
    }
    ArrayNode left = record.putArray("leftBehind");
    run.leftBehind().forEach(left::add);
  }

  private static ObjectNode exit(Exit exit) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    switch (exit) {
      case Exit.Code(int code) -> node.put("code", code);
      case Exit.Signal(int number, boolean byDemarc) ->
          node.put("signal", Signals.name(number)).put("byDemarc", byDemarc);
      case Exit.NotStarted(String cause) -> node.put("notStarted", cause);
    }
    return node;
  }

  private static ObjectNode json(Violation violation) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("dimension", violation.dimension().word());
    node.put("check", violation.check());
    node.put("keyword", violation.keyword());
    node.put("pointer", violation.pointer());
    count(node, "item", violation.item());
    count(node, "offset", violation.offset());
    node.put("message", violation.message());
    return node;
  }

  private static void micros(ObjectNode node, String key, Optional<Duration> time) {
    time.ifPresent(value -> node.put(key, value.toNanos() / 1000));
  }

  private static void bytes(ObjectNode node, String key, Optional<Bytes> size) {
    size.ifPresent(value -> node.put(key, value.count()));
  }

  private static void count(ObjectNode node, String key, OptionalLong value) {
    value.ifPresent(number -> node.put(key, number));
  }
}
