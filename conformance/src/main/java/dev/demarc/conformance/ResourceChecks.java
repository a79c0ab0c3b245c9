// SPDX-License-Identifier: Apache-2.0
package dev.demarc.conformance;

import dev.demarc.contract.Bytes;
import dev.demarc.contract.Contract;
import dev.demarc.contract.Cpu;
import dev.demarc.contract.Dimension;
import dev.demarc.contract.Durations;
import dev.demarc.contract.Reason;
import dev.demarc.contract.Resources;
import dev.demarc.isolate.ControlState;
import java.util.List;
import java.util.Optional;

/**
 * What the peaks of a trial say about the resources promised. A limit that this host does not
 * enforce, or a use that it does not count exactly, can be broken but never kept.
 */
final class ResourceChecks {
  private final Resources resources;
  private final List<ControlState> controls;
  private final Peaks peaks;
  private final Ledger ledger;

  ResourceChecks(Contract contract, List<ControlState> controls, Peaks peaks, Ledger ledger) {
    this.resources = contract.resources();
    this.controls = controls;
    this.peaks = peaks;
    this.ledger = ledger;
  }

  void write() {
    orphans();
    memory();
    cpu();
    pids();
    output();
    rss();
    resources.observed().cpuTime().ifPresent(_ -> cpuTime());
    if (resources.observed().latency().isEmpty()) {
      notPromised("latency");
    }
  }

  private void notPromised(String check) {
    open(check, Reason.NOT_PROMISED, "the contract says nothing");
  }

  private void open(String check, Reason reason, String detail) {
    ledger.open(Dimension.RESOURCES, check, reason, detail);
  }

  private void kept(String check, String detail) {
    ledger.tried(Dimension.RESOURCES, check);
    ledger.detail(Dimension.RESOURCES, check, detail);
  }

  private Optional<ControlState> control(String name) {
    return controls.stream().filter(state -> state.control().equals(name)).findFirst();
  }

  /** True when the limit is set; else says why not. */
  private boolean enforced(String check) {
    Optional<ControlState> state = control(check);
    if (state.filter(ControlState::enforced).isPresent()) {
      return true;
    }
    open(
        check,
        Reason.NOT_ENFORCED,
        "not enforced on this host: "
            + state
                .map(ControlState::problem)
                .filter(text -> !text.isEmpty())
                .orElse("no control"));
    return false;
  }

  private void notMeasured(String check) {
    open(
        check,
        Reason.NOT_MEASURED,
        "not counted exactly on this host"
            + control(check)
                .map(ControlState::problem)
                .filter(text -> !text.isEmpty())
                .map(text -> ": " + text)
                .orElse(""));
  }

  /** Without a cgroup a process can leave its group and be overlooked. */
  private void orphans() {
    control("killAll")
        .filter(state -> !state.enforced())
        .ifPresent(state ->
            ledger.open(
                Dimension.LIFECYCLE,
                "orphans",
                Reason.NOT_MEASURED,
                "none was found, but one may have escaped: " + state.problem()));
  }

  private void memory() {
    Optional<Bytes> limit = resources.limits().memory();
    if (limit.isEmpty()) {
      notPromised("memory");
    } else if (control("memory").filter(ControlState::enforced).isEmpty()) {
      notMeasured("memory"); // only polled then: a sample may break it, none can keep it
    } else {
      peaks
          .memory()
          .ifPresentOrElse(
              peak -> kept("memory", "peak " + mega(peak) + " of " + limit.get()),
              () -> notMeasured("memory"));
    }
  }

  private void cpu() {
    Optional<Cpu> limit = resources.limits().cpu();
    if (limit.isEmpty()) {
      notPromised("cpu");
    } else if (enforced("cpu")) {
      peaks
          .throttled()
          .ifPresentOrElse(
              time ->
                  kept(
                      "cpu",
                      limit.get() + " enforced; held back " + Durations.text(time) + " in all"),
              () -> notMeasured("cpu"));
    }
  }

  private void cpuTime() {
    peaks
        .cpu()
        .ifPresentOrElse(
            most -> kept("cpu", "at most " + Durations.text(most) + " of CPU time in a call"),
            () -> notMeasured("cpu"));
  }

  private void pids() {
    if (resources.limits().pids().isEmpty()) {
      notPromised("pids");
    } else if (enforced("pids")) {
      kept(
          "pids",
          (peaks.processes().isPresent()
                  ? "at most " + peaks.processes().getAsLong() + " at once of "
                  : "never refused; the limit is ")
              + resources.limits().pids().getAsInt());
    }
  }

  private void output() {
    if (peaks.runs() > 0) {
      kept("output", "at most " + mega(peaks.output()) + " of " + resources.limits().output());
    } else {
      ledger.promise(Dimension.RESOURCES, "output");
    }
  }

  /**
   * The largest resident set of a process is seen by looking now and then, so it is a lower bound.
   * Resident pages are anonymous or shared ones, which the cgroup counts exactly, and pages of
   * files. Kept is said only when the exact charge and the largest sight together stay below.
   */
  private void rss() {
    Optional<Bytes> limit = resources.observed().rss();
    if (limit.isEmpty()) {
      notPromised("rss");
      return;
    }
    Optional<Bytes> charge = peaks.memory();
    Optional<Bytes> seen = peaks.rss();
    if (charge.isEmpty() || seen.isEmpty()) {
      open("rss", Reason.NOT_MEASURED, "resident memory is only sampled on this host");
    } else if (charge.get().count() + seen.get().count() <= limit.get().count()) {
      kept(
          "rss",
          "largest seen "
              + mega(seen.get())
              + ", whole run charged at most "
              + mega(charge.get())
              + ", of "
              + limit.get());
    } else {
      open(
          "rss",
          Reason.NOT_MEASURED,
          "largest seen " + mega(seen.get()) + " is too near to " + limit.get() + " to be sure");
    }
  }

  /** A size for people, in the largest unit with one digit after the point. */
  private static String mega(Bytes bytes) {
    long count = bytes.count();
    if (count >= 1 << 20) {
      return tenth(count, 1 << 20) + "Mi";
    }
    return count >= 1 << 10 ? tenth(count, 1 << 10) + "Ki" : count + "B";
  }

  private static String tenth(long count, long unit) {
    long tenths = (count * 10 + unit - 1) / unit;
    return tenths % 10 == 0 ? String.valueOf(tenths / 10) : tenths / 10 + "." + tenths % 10;
  }
}
