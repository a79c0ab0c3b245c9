// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.clock;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.cgroup.WatchedGroup;
import dev.demarc.evidence.machine.Snapshot;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.evidence.scheduling.SchedulingShot;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.Set;
import java.util.stream.Stream;

/** The host counts time by a device that only the kernel can read. */
final class ClocksourceSlow implements ForensicRule {
  /** Those that the vDSO reads: VDSO_CLOCKMODE of the sources in drivers/clocksource and arch. */
  private static final Set<String> FAST =
      Set.of(
          "tsc",
          "kvm-clock",
          "hyperv_clocksource_tsc_page",
          "arch_sys_counter",
          "riscv_clocksource",
          "timebase",
          "tod",
          "stp");

  /** Those that no vDSO reads: devices behind a port or in memory, and the tick itself. */
  private static final Set<String> SLOW =
      Set.of(
          "acpi_pm",
          "hpet",
          "pit",
          "jiffies",
          "refined-jiffies",
          "hyperv_clocksource_msr",
          "arch_mem_counter");

  @Override
  public RuleId id() {
    return RuleId.of("clock/clocksource-slow");
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public String why() {
    return "time.Now reads the clock without a system call when the vDSO knows the clock source. Of"
        + " any other one each reading is a call into the kernel, and often one into a slow device."
        + " The time is right all the same.";
  }

  @Override
  public String fix() {
    return "Find in the kernel's log why the fast source was given up (dmesg | grep -i clocksource),"
        + " usually tsc marked unstable; on a virtual machine choose its own source, such as"
        + " kvm-clock.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return evidence.of(Watch.class).map(ClocksourceSlow::judge);
  }

  private static Judgement judge(Watch watch) {
    Snapshot last = watch.last();
    Subject subject = Subject.named("clocksource", "of the host");
    String file = SchedulingShot.CLOCKSOURCE;
    String name = WatchedGroup.brief(last.text(file).orElse("").strip());
    if (name.isEmpty()) {
      return Judgement.undecided(
          subject,
          last.isRefused(file) ? Undecided.Reason.NOT_PERMITTED : Undecided.Reason.NOT_COLLECTED,
          "The clock source cannot be seen; containers often hide /sys.",
          "look on the host",
          "cat /" + file);
    }
    Sighting seen =
        new Sighting(
            "proc", "current_clocksource " + name, Spot.line(watch.name() + "/" + file, 1));
    if (FAST.contains(name)) {
      return Judgement.not(subject, name + " is read by the vDSO, without a system call", seen);
    }
    if (!SLOW.contains(name)) {
      return Judgement.undecided(
          subject,
          Undecided.Reason.VERSION_UNKNOWN,
          "Whether the vDSO reads " + name + " depends on the kernel.",
          "a call in this table says that it does not",
          "strace -c -e trace=clock_gettime,gettimeofday date");
    }
    String others = last.text(SchedulingShot.CLOCKSOURCES).orElse("").strip();
    String choice = others.isEmpty() ? "" : " The host has: " + WatchedGroup.brief(others) + ".";
    return Judgement.found(
            subject,
            "The clock source is "
                + name
                + ", which the vDSO cannot read: each time.Now is a call into the kernel."
                + choice,
            seen)
        .next("why a faster source was given up", "dmesg | grep -iE 'clocksource|tsc'");
  }
}
