// SPDX-License-Identifier: Apache-2.0
package dev.demarc.conformance;

import dev.demarc.contract.Bytes;
import dev.demarc.contract.Contract;
import dev.demarc.contract.Dimension;
import dev.demarc.contract.Durations;
import dev.demarc.contract.Lifecycle;
import dev.demarc.contract.Resources;
import dev.demarc.isolate.Exit;
import dev.demarc.isolate.Run;
import dev.demarc.isolate.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The promises of lifecycle and resources that one run broke. */
final class RunFailures {
  private final Contract contract;
  private final Run run;
  private final List<Failure> failures = new ArrayList<>();

  private RunFailures(Contract contract, Run run) {
    this.contract = contract;
    this.run = run;
  }

  static List<Failure> of(Contract contract, Run run) {
    RunFailures all = new RunFailures(contract, run);
    all.outcome();
    all.usage();
    all.breaches();
    return all.failures;
  }

  /** The breaches that the run itself reports, and what it left behind; one for each check. */
  static List<Failure> breaches(Contract contract, Run run) {
    RunFailures some = new RunFailures(contract, run);
    some.breaches();
    return some.failures;
  }

  private void lifecycle(String check, String message) {
    failures.add(new Failure(Dimension.LIFECYCLE, check, message));
  }

  private void resources(String check, String message) {
    failures.add(new Failure(Dimension.RESOURCES, check, message));
  }

  private void outcome() {
    Resources.Limits limits = contract.resources().limits();
    switch (run.outcome()) {
      case RE -> {
        if (!declaredCode()) {
          lifecycle("exit", exit() + "; allowed are " + contract.lifecycle().okCodes());
        }
      }
      case SG, SF -> lifecycle("exit", exit());
      case TO ->
          lifecycle(
              "timeout",
              "no end after "
                  + Durations.text(run.usage().wall())
                  + "; allowed are "
                  + Durations.text(contract.lifecycle().timeout()));
      case OM ->
          resources(
              "memory",
              "the kernel killed it for memory; the limit is "
                  + limits.memory().map(Bytes::toString).orElse("not set"));
      case CT ->
          resources(
              "cpu",
              "used more CPU time than " + limits.cpuTime().map(Durations::text).orElse("allowed"));
      case OL -> resources("output", "wrote more than " + limits.output());
      case PL ->
          resources(
              "pids",
              "failed when it could not start more than " + limits.pids().orElse(0) + " processes");
      case OK, IV, OV, PX, QF, BK, DR, CC, XX -> {}
    }
  }

  private boolean declaredCode() {
    Lifecycle lifecycle = contract.lifecycle();
    return run.exit() instanceof Exit.Code(int code)
        && (lifecycle.rejectCodes().contains(code) || lifecycle.retryCodes().contains(code));
  }

  private String exit() {
    return switch (run.exit()) {
      case Exit.Code(int code) -> "exit code " + code;
      case Exit.Signal(int number, boolean _) -> "died by signal " + number;
      case Exit.NotStarted(String cause) -> "cannot start: " + cause;
    };
  }

  private void usage() {
    Usage usage = run.usage();
    Resources resources = contract.resources();
    Optional<Bytes> limit = resources.limits().memory();
    usage
        .peakMemory()
        .filter(peak -> limit.filter(most -> peak.compareTo(most) > 0).isPresent())
        .ifPresent(peak -> resources("memory", "peak " + peak + " is over " + limit.orElseThrow()));
    usage
        .peakRss()
        .filter(_ -> usage.peakMemory().isEmpty())
        .filter(peak -> limit.filter(most -> peak.compareTo(most) > 0).isPresent())
        .ifPresent(
            peak -> resources("memory", "one process held " + peak + " of " + limit.orElseThrow()));
    Optional<Bytes> rss = resources.observed().rss();
    usage
        .peakRss()
        .filter(peak -> rss.filter(most -> peak.compareTo(most) > 0).isPresent())
        .ifPresent(peak -> resources("rss", "resident " + peak + " is over " + rss.orElseThrow()));
    resources
        .observed()
        .cpuTime()
        .filter(most -> usage.cpu().filter(used -> used.compareTo(most) > 0).isPresent())
        .ifPresent(most ->
            resources(
                "cpu",
                "CPU time "
                    + Durations.text(usage.cpu().orElseThrow())
                    + " is over "
                    + Durations.text(most)));
    if (usage.pidsRefused().orElse(0) > 0
        && failures.stream().noneMatch(f -> f.check().equals("pids"))) {
      resources("pids", "wanted more than " + resources.limits().pids().orElse(0) + " processes");
    }
  }

  private void breaches() {
    if (!run.leftBehind().isEmpty()) {
      lifecycle("orphans", "left behind: " + String.join(", ", run.leftBehind()));
    }
    for (Run.RunBreach breach : run.breaches()) {
      int slash = breach.check().indexOf('/');
      Dimension dimension =
          breach.check().startsWith("resources/") ? Dimension.RESOURCES : Dimension.LIFECYCLE;
      Failure failure =
          new Failure(dimension, breach.check().substring(slash + 1), breach.message());
      if (failures.stream().noneMatch(known -> known.name().equals(failure.name()))) {
        failures.add(failure);
      }
    }
  }
}
