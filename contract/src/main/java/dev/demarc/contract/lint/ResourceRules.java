// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.lint;

import dev.demarc.contract.Bytes;
import dev.demarc.contract.Component;
import dev.demarc.contract.Contract;
import dev.demarc.contract.Durations;
import dev.demarc.contract.Resources;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Rules about dimension 4. */
final class ResourceRules {
  private static final String RESOURCES = "/spec/resources";
  private static final String LIMITS = RESOURCES + "/limits";
  private static final String OBSERVED = RESOURCES + "/observed";
  private static final Pattern HEAP = Pattern.compile("-Xmx([0-9]{1,12})([kKmMgG]?)");

  /** What a small JVM needs besides its heap, in bytes: metaspace, code, stacks, buffers. */
  private static final long JVM_REST = 40L << 20;

  private final Findings findings;
  private final Contract contract;
  private final Resources.Limits limits;

  private ResourceRules(Findings findings, Contract contract) {
    this.findings = findings;
    this.contract = contract;
    this.limits = contract.resources().limits();
  }

  static void check(Findings findings, Contract contract) {
    ResourceRules rules = new ResourceRules(findings, contract);
    if (contract.component().kind() != Component.Kind.REMOTE) {
      rules.swap();
      rules.pids();
      rules.cpuset();
      rules.heap();
      rules.pauses();
    }
    rules.observed();
  }

  private String nearest(String pointer) {
    String at = pointer;
    while (!findings.says(at) && at.length() > "/spec".length()) {
      at = at.substring(0, at.lastIndexOf('/'));
    }
    return at;
  }

  private void swap() {
    if (limits.swap().count() > 0 && findings.says(LIMITS + "/swap")) {
      findings.at(
          LintRule.RES_SWAP,
          LIMITS + "/swap",
          "With %s of swap the component grows slow instead of failing at its memory limit."
              .formatted(limits.swap()),
          "write swap: 0B");
    }
    String raw = findings.text(RESOURCES + "/unified/memory.max");
    String rawSwap = findings.text(RESOURCES + "/unified/memory.swap.max");
    if (!raw.isEmpty() && !raw.equals("max") && limits.memory().isEmpty() && !rawSwap.equals("0")) {
      findings.at(
          LintRule.RES_SWAP,
          RESOURCES + "/unified/memory.max",
          "memory.max without memory.swap.max 0 moves memory to swap instead of limiting it.",
          "write limits: {memory: …}, which sets both");
    }
  }

  private void pids() {
    if (limits.pids().isEmpty() && !findings.says(RESOURCES + "/unified/pids.max")) {
      findings.at(
          LintRule.RES_PIDS,
          nearest(LIMITS),
          "No limit of processes is set: a fork bomb takes the host's.",
          "add pids: 32 to resources.limits");
    }
  }

  private void cpuset() {
    if (limits.cpuset().isEmpty() || limits.cpu().isEmpty()) {
      return;
    }
    long count = 0;
    for (String part : limits.cpuset().get().split(",", -1)) {
      Matcher range = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?").matcher(part);
      if (!range.matches()) {
        return;
      }
      int first = Integer.parseInt(range.group(1));
      count += range.group(2) == null ? 1 : Integer.parseInt(range.group(2)) - first + 1;
    }
    if (limits.cpu().get().millicores() > count * 1000) {
      findings.at(
          LintRule.RES_CPUSET,
          LIMITS + "/cpu",
          "cpu is %s, but cpuset %s has %d: the share is never reached."
              .formatted(limits.cpu().get(), limits.cpuset().get(), count),
          "lower cpu or widen cpuset");
    }
  }

  private void heap() {
    if (limits.memory().isEmpty()) {
      return;
    }
    long limit = limits.memory().get().count();
    for (int i = 0; i < contract.component().command().size(); i++) {
      Matcher heap = HEAP.matcher(contract.component().command().get(i));
      if (!heap.matches()) {
        continue;
      }
      int shift =
          switch (heap.group(2)) {
            case "k", "K" -> 10;
            case "m", "M" -> 20;
            case "g", "G" -> 30;
            default -> 0;
          };
      BigInteger size = new BigInteger(heap.group(1)).shiftLeft(shift);
      boolean tight =
          size.add(BigInteger.valueOf(JVM_REST)).compareTo(BigInteger.valueOf(limit)) > 0
              || size.multiply(BigInteger.TEN)
                      .compareTo(BigInteger.valueOf(limit).multiply(BigInteger.valueOf(8)))
                  > 0;
      if (tight) {
        findings.at(
            LintRule.RES_JVM_HEAP,
            "/spec/component/command/" + i,
            "%s leaves too little of %s for the rest of the JVM."
                .formatted(contract.component().command().get(i), limits.memory().get()),
            "leave 40Mi and a fifth, or raise memory");
      }
    }
  }

  private void pauses() {
    JsonNode signals = findings.said("/spec/degrade/signals").orElse(null);
    boolean old = findings.says("/spec/degrade/jvm.gc.pause.threshold_ms");
    if (limits.cpu().isEmpty() || limits.cpu().get().millicores() >= 1000) {
      return;
    }
    for (int i = 0; signals != null && i < signals.size(); i++) {
      if (signals.get(i).path("metric").asString("").contains("gc_pause")) {
        pause("/spec/degrade/signals/" + i);
      }
    }
    if (old) {
      pause("/spec/degrade/jvm.gc.pause.threshold_ms");
    }
  }

  private void pause(String pointer) {
    findings.at(
        LintRule.RES_JVM_CPU,
        pointer,
        "With cpu %s the JVM chooses the serial collector and its pauses grow: the limit may"
                .formatted(limits.cpu().orElseThrow())
            + " trip this signal by itself.",
        "measure the pauses under the limit before you set enter");
  }

  private void observed() {
    Resources.Observed observed = contract.resources().observed();
    if (observed.rss().isPresent()
        && limits.memory().isPresent()
        && observed.rss().get().compareTo(limits.memory().get()) >= 0) {
      Bytes rss = observed.rss().get();
      hollow("rss", rss.toString(), "limits.memory", limits.memory().get().toString());
    }
    if (observed.cpuTime().isPresent()
        && limits.cpuTime().isPresent()
        && observed.cpuTime().get().compareTo(limits.cpuTime().get()) >= 0) {
      hollow(
          "cpuTime",
          Durations.text(observed.cpuTime().get()),
          "limits.cpuTime",
          Durations.text(limits.cpuTime().get()));
    }
    observed
        .latency()
        .forEach((quantile, latency) -> {
          if (latency.compareTo(contract.lifecycle().timeout()) >= 0) {
            hollow(
                "latency/" + quantile,
                Durations.text(latency),
                "lifecycle.timeout",
                Durations.text(contract.lifecycle().timeout()));
          }
        });
  }

  private void hollow(String what, String promise, String limit, String value) {
    findings.at(
        LintRule.RES_OBSERVED,
        OBSERVED + "/" + what,
        "observed.%s %s is not below %s %s: the limit usually acts first, so this promise says nothing."
            .formatted(what.replace('/', '.'), promise, limit, value),
        "promise less than the limit");
  }
}
