// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.lint;

import dev.demarc.contract.Component;
import dev.demarc.contract.Contract;
import dev.demarc.contract.Durations;
import dev.demarc.contract.Lifecycle;
import java.time.Duration;

/** Rules about dimension 3. */
final class LifecycleRules {
  private static final String LIFECYCLE = "/spec/lifecycle";

  /** Kubernetes, PodSpec.terminationGracePeriodSeconds. */
  private static final Duration POD_GRACE = Duration.ofSeconds(30);

  private LifecycleRules() {}

  static void check(Findings findings, Contract contract) {
    Lifecycle lifecycle = contract.lifecycle();
    boolean remote = contract.component().kind() == Component.Kind.REMOTE;
    if (!findings.says(LIFECYCLE + "/timeout")) {
      findings.at(
          LintRule.LIF_NOTIMEOUT,
          findings.says(LIFECYCLE) ? LIFECYCLE : "/spec",
          "No time-out is said, so a call may take " + Durations.text(lifecycle.timeout()) + ".",
          "write lifecycle: {timeout: 3s} with the time that is meant");
    }
    if (!remote) {
      stop(findings, lifecycle);
      pool(findings, lifecycle);
    }
    budget(findings, contract);
  }

  private static void stop(Findings findings, Lifecycle lifecycle) {
    String signal = lifecycle.stop().signal();
    if (signal.equals("SIGINT") || signal.equals("SIGQUIT")) {
      findings.at(
          LintRule.LIF_SIGINT,
          LIFECYCLE + "/stop/signal",
          signal + " is ignored by what a shell script starts in the background.",
          "write signal: SIGTERM");
    }
    if (lifecycle.stop().within().compareTo(POD_GRACE) >= 0) {
      findings.at(
          LintRule.LIF_ESCALATE,
          LIFECYCLE + "/stop/within",
          "It may take %s to stop; a pod is killed after %s by default."
              .formatted(Durations.text(lifecycle.stop().within()), Durations.text(POD_GRACE)),
          "write within: 5s, or give the pod more time");
    }
    if (lifecycle.orphans() == Lifecycle.Orphans.KILL) {
      findings.at(
          LintRule.LIF_LEAVE,
          LIFECYCLE + "/orphans",
          "Processes that outlive a call are killed in silence: nobody learns of them.",
          "write orphans: forbid unless that is known and wanted");
    }
  }

  private static void pool(Findings findings, Lifecycle lifecycle) {
    String min = findings.text(LIFECYCLE + "/pool/min");
    if (min.matches("[0-9]{1,9}") && Integer.parseInt(min) > lifecycle.concurrency()) {
      findings.at(
          LintRule.LIF_POOL,
          LIFECYCLE + "/pool/min",
          "pool.min is %s, but concurrency, the largest pool, is %d."
              .formatted(min, lifecycle.concurrency()),
          "raise concurrency or lower pool.min");
    }
    String over = findings.text("/spec/admission/maxInFlight");
    if (over.matches("[0-9]{1,9}") && Integer.parseInt(over) > lifecycle.concurrency()) {
      findings.at(
          LintRule.ADM_OVER,
          "/spec/admission/maxInFlight",
          "%s calls are let in, but the component promises to bear %d."
              .formatted(over, lifecycle.concurrency()),
          "lower maxInFlight or raise lifecycle.concurrency");
    }
  }

  private static void budget(Findings findings, Contract contract) {
    if (contract.component().kind() != Component.Kind.PROCESS) {
      return;
    }
    Lifecycle lifecycle = contract.lifecycle();
    Duration within = lifecycle.stop().within();
    findings.at(
        LintRule.LIF_BUDGET,
        findings.says(LIFECYCLE) ? LIFECYCLE : "/spec",
        "A caller of demarc run waits at most %s: timeout %s and stop.within %s."
            .formatted(
                Durations.text(lifecycle.timeout().plus(within)),
                Durations.text(lifecycle.timeout()),
                Durations.text(within)),
        "let the caller wait longer than that");
  }
}
