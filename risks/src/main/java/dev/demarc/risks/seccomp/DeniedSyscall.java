// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.seccomp;

import dev.demarc.evidence.audit.Denial;
import dev.demarc.evidence.audit.SeccompAction;
import dev.demarc.evidence.audit.SigsysCrash;
import dev.demarc.evidence.capture.Sighting;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.List;
import java.util.stream.Stream;

/** The kernel or the program says that a filter stopped a system call. */
final class DeniedSyscall implements ForensicRule {
  @Override
  public RuleId id() {
    return RuleId.of("seccomp/denied-syscall");
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public String why() {
    return "The filter was loaded before the program began, by its container runtime or its service manager, unless the program loads"
        + " one itself as browsers and sshd do. What the program shows of it depends on the action alone.";
  }

  @Override
  public String fix() {
    return "Allow this call in the profile for this architecture; let the default action be ERRNO with ENOSYS, or KILL_PROCESS, and set"
        + " the flag LOG.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    List<Denial> denials = evidence.of(Denial.class).filter(one -> !Runtimes.made(one)).toList();
    Stream<Judgement> recorded =
        denials.stream().map(denial -> judge(denial, evidence.of(SigsysCrash.class).toList()));
    Stream<Judgement> said =
        evidence
            .of(SigsysCrash.class)
            .filter(crash -> denials.stream().noneMatch(denial -> isSame(denial, crash)))
            .map(DeniedSyscall::judge);
    return Stream.concat(recorded, said);
  }

  /** A trap in the kernel's log and a crash of the same call are one event told twice. */
  private static boolean isSame(Denial denial, SigsysCrash crash) {
    return denial.action() == SeccompAction.TRAP
        && crash.call().isPresent()
        && denial.call().equals(crash.call())
        && denial.arch() == crash.arch();
  }

  private static Judgement judge(Denial denial, List<SigsysCrash> crashes) {
    String call =
        denial.callName()
            + (denial.call().isPresent()
                ? " (" + denial.number() + ", " + denial.arch().word() + ")"
                : "");
    String times = denial.count() == 1 ? "" : ", " + denial.count() + " records";
    Judgement.Found found =
        Judgement.found(
                denial.subject(),
                name(denial.exe()) + ": " + call + times + ": " + effect(denial),
                Records.of(denial, denial.first()))
            .as(severity(denial));
    for (SigsysCrash crash : crashes) {
      found = isSame(denial, crash) ? found.with(sighting(crash)) : found;
    }
    if (denial.count() > 1) {
      found = found.with(new Sighting("audit", "last of them", denial.last()));
    }
    String need = GoCalls.need(denial.callName());
    boolean isLog = denial.action() == SeccompAction.LOG;
    String remedy =
        isLog
            ? "Nothing now; put the call into the profile before its action becomes a denial."
            : denial.action() == SeccompAction.KILL_THREAD
                ? "Allow the call; and never use SCMP_ACT_KILL or SCMP_ACT_KILL_THREAD for a program with threads: KILL_PROCESS lets it die and be restarted."
                : "Allow the call for "
                    + denial.arch().word()
                    + " in the profile that this program was started with.";
    found = found.remedy(remedy + need);
    return denial.processes() == 1 && denial.action() == SeccompAction.KILL_THREAD
        ? found.next(
            "whether its threads live on, and under which filter",
            "grep -H -E '^(State|Threads|Seccomp)' /proc/"
                + denial.pids().first()
                + "/task/*/status")
        : found;
  }

  private static Severity severity(Denial denial) {
    return switch (denial.action()) {
      case LOG, ALLOW, USER_NOTIFY, TRACE -> Severity.INFO;
      case ERRNO -> GoCalls.need(denial.callName()).isEmpty() ? Severity.MEDIUM : Severity.HIGH;
      case KILL_THREAD, KILL_PROCESS, TRAP -> Severity.HIGH;
    };
  }

  private static String effect(Denial denial) {
    return switch (denial.action()) {
      case KILL_THREAD ->
          "KILL_THREAD ended only the calling thread; a Go program hangs instead of dying.";
      case KILL_PROCESS -> "KILL_PROCESS ended the process by signal 31; its status is 159.";
      case TRAP ->
          "TRAP sent SIGSYS; a Go program prints it with its stack and exits with status 2.";
      case ERRNO ->
          "ERRNO: the call failed and the program went on; the record does not say by which errno.";
      case USER_NOTIFY -> "a listener decided what became of the call.";
      case TRACE -> "a tracer decided what became of the call.";
      case LOG, ALLOW -> "the call was made and noted; nothing was denied.";
    };
  }

  private static String name(String exe) {
    return exe.substring(exe.lastIndexOf('/') + 1).isEmpty()
        ? exe
        : exe.substring(exe.lastIndexOf('/') + 1);
  }

  private static Sighting sighting(SigsysCrash crash) {
    String register = crash.number().isPresent() ? ", call " + crash.number().getAsLong() : "";
    String where =
        crash.frames().stream()
            .filter(one -> !one.startsWith("syscall."))
            .findFirst()
            .map(one -> ", below " + one)
            .orElse("");
    return new Sighting(crash.source(), "SIGSYS: bad system call" + register + where, crash.spot());
  }

  private static Judgement judge(SigsysCrash crash) {
    if (!crash.isByFilter() && crash.code().isPresent()) {
      return Judgement.not(
          crash.subject(),
          "another process sent this SIGSYS (its code is not 1): no filter was asked",
          sighting(crash));
    }
    if (crash.code().isEmpty()) {
      return Judgement.undecided(
          crash.subject(),
          Undecided.Reason.TRUNCATED,
          "A program ended by SIGSYS; the line with its code is missing, so a filter or a sender may be the cause",
          "the kernel's own record",
          "dmesg | grep type=1326");
    }
    Judgement.Found found =
        Judgement.found(
            crash.subject(),
            "A filter answered "
                + crash.callName()
                + " by TRAP: the program was sent SIGSYS"
                + (crash.source().equals("go")
                    ? ", printed its stack and exited with status 2."
                    : "."),
            sighting(crash));
    return found
        .remedy(
            "Allow the call in the profile that this program was started with."
                + GoCalls.need(crash.callName()))
        .next("the kernel's record, with program and process", "dmesg | grep type=1326");
  }
}
