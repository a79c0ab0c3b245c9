// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.contract.Contract;
import dev.demarc.contract.Durations;
import dev.demarc.contract.Outcome;
import dev.demarc.contract.check.Admission;
import dev.demarc.contract.check.Violation;
import dev.demarc.isolate.CallResult;
import dev.demarc.isolate.Run;
import dev.demarc.report.Style;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a caller is told about one call: exit code, last line, and a line of JSON. */
final class CallLine {
  private CallLine() {}

  static Exit exit(CallResult result) {
    return Exit.of(
        result.outcome(),
        result.run().map(Run::exit).orElse(new dev.demarc.isolate.Exit.NotStarted("refused")));
  }

  /** The last line on standard error; none for a call that is as it should be. */
  static Optional<String> lastLine(CallResult result, Contract contract) {
    if (result.outcome() == Outcome.OK && result.breaches().isEmpty()) {
      return Optional.empty();
    }
    String record = result.run().map(run -> " (record " + run.id() + ")").orElse("");
    return Optional.of("demarc: " + result.outcome() + " " + why(result, contract) + record);
  }

  private static String why(CallResult result, Contract contract) {
    return switch (result.outcome()) {
      case IV, OV ->
          result.violations().isEmpty()
              ? result.outcome().meaning()
              : violation(result.violations().getFirst())
                  + (result.violations().size() == 1
                      ? ""
                      : ", and " + (result.violations().size() - 1) + " more");
      case OM ->
          "memory limit "
              + contract.resources().limits().memory().map(Object::toString).orElse("of the host")
              + result
                  .run()
                  .flatMap(run -> run.usage().peakMemory())
                  .map(peak -> ", peak " + peak)
                  .orElse("");
      case TO -> "time-out after " + Durations.text(contract.lifecycle().timeout());
      case OL -> "more output than " + contract.resources().limits().output();
      case OK ->
          result.breaches().getFirst().check() + ": " + result.breaches().getFirst().message();
      case RE, SG, PX, CT, PL, SF, QF, BK, DR, CC, XX ->
          result.outcome().meaning() + result.run().map(run -> ", " + words(run.exit())).orElse("");
    };
  }

  private static String words(dev.demarc.isolate.Exit exit) {
    return switch (exit) {
      case dev.demarc.isolate.Exit.Code(int code) -> "exit code " + code;
      case dev.demarc.isolate.Exit.Signal(int number, _) -> "signal " + number;
      case dev.demarc.isolate.Exit.NotStarted(String cause) -> Style.safe(cause);
    };
  }

  private static String violation(Violation violation) {
    return violation.dimension().word()
        + "/"
        + violation.check()
        + (violation.item().isPresent() ? " item " + violation.item().getAsLong() : "")
        + (violation.offset().isPresent() ? " offset " + violation.offset().getAsLong() : "")
        + ": "
        + Style.safe(violation.message());
  }

  /** The record of one call, one line. */
  static String json(String file, CallResult result, Exit exit) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("file", file).put("outcome", result.outcome().name());
    Admission.Repairs repairs =
        switch (result.admission()) {
          case Admission.Accepted accepted -> {
            root.put("items", accepted.items().size());
            yield accepted.repairs();
          }
          case Admission.Refused refused -> {
            root.put("items", refused.items());
            yield Admission.Repairs.NONE;
          }
        };
    root.putObject("repairs")
        .put("bom", repairs.bom())
        .put("newlines", repairs.newlines())
        .put("malformed", repairs.malformed())
        .put("droppedBytes", repairs.droppedBytes());
    root.put("exit", exit.code());
    ArrayNode violations = root.putArray("violations");
    result.violations().forEach(violation -> violation(violations.addObject(), violation));
    ArrayNode breaches = root.putArray("breaches");
    result
        .breaches()
        .forEach(breach ->
            breaches.addObject().put("check", breach.check()).put("message", breach.message()));
    result.run().ifPresent(run -> usage(root.putObject("usage"), run));
    return JsonMapper.shared().writeValueAsString(root);
  }

  private static void violation(ObjectNode node, Violation violation) {
    node.put("dimension", violation.dimension().word());
    node.put("check", violation.check()).put("keyword", violation.keyword());
    if (!violation.pointer().isEmpty()) {
      node.put("pointer", violation.pointer());
    }
    violation.item().ifPresent(item -> node.put("item", item));
    violation.offset().ifPresent(offset -> node.put("offset", offset));
    node.put("message", violation.message());
  }

  private static void usage(ObjectNode node, Run run) {
    node.put("wallMillis", run.usage().wall().toMillis());
    run.usage().cpu().ifPresent(cpu -> node.put("cpuMillis", cpu.toMillis()));
    run.usage().peakMemory().ifPresent(peak -> node.put("peakMemory", peak.count()));
    run.usage().peakRss().ifPresent(peak -> node.put("peakRss", peak.count()));
    run.usage().peakProcesses().ifPresent(peak -> node.put("peakProcesses", peak));
  }
}
