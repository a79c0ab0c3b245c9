// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.seccomp;

import dev.demarc.evidence.audit.Denial;
import dev.demarc.evidence.audit.SeccompAction;
import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.machine.Snapshot;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.evidence.seccomp.Threads;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A filter killed the first thread of a process, and the others live on. */
final class LeaderKilled implements ForensicRule {
  /** A zombie of a newer kernel that was killed by a filter says 3; older ones may say 2. */
  private static final int MARKS_THE_DEAD = 6_000;

  private static final int FILTERED = 2;
  private static final int KILLED = 3;
  private static final int MOST_CLEARED = 8;

  @Override
  public RuleId id() {
    return RuleId.of("seccomp/leader-killed");
  }

  @Override
  public Severity severity() {
    return Severity.CRITICAL;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public String why() {
    return "KILL and KILL_THREAD of a profile end one thread, not the process. The others wait for it without end, as the runtime of Go does:"
        + " the container looks alive, its ports listen, and nobody answers.";
  }

  @Override
  public String fix() {
    return "Restart it now; allow the denied call, and put KILL_PROCESS or ERRNO in the place of KILL in the profile.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    List<Denial> kills =
        evidence
            .of(Denial.class)
            .filter(denial -> denial.action() == SeccompAction.KILL_THREAD)
            .toList();
    return evidence.of(Watch.class).flatMap(watch -> judge(watch, kills));
  }

  private static Stream<Judgement> judge(Watch watch, List<Denial> kills) {
    Snapshot last = watch.last();
    List<Judgement> all =
        last.view(Threads.Dead.class, Threads.Dead::of).groups().stream()
            .filter(threads -> isWorthSaying(watch, threads))
            .map(threads -> judge(watch, threads, kills))
            .toList();
    Stream<Judgement> open = all.stream().filter(one -> !(one instanceof Judgement.Not));
    Stream<Judgement> cleared =
        all.stream().filter(Judgement.Not.class::isInstance).limit(MOST_CLEARED);
    return Stream.concat(open, cleared);
  }

  /** Of a zombie that no filter holds only the one who asks about it wants to hear. */
  private static boolean isWorthSaying(Watch watch, Threads threads) {
    return !threads.living().isEmpty()
        || !threads.dying().isEmpty()
        || threads.filter() >= FILTERED
        || watch.target().equals("pid:" + threads.pid());
  }

  private static Judgement judge(Watch watch, Threads threads, List<Denial> kills) {
    Optional<Denial> kill =
        kills.stream().filter(denial -> denial.pids().contains(threads.pid())).findFirst();
    Subject subject = subject(threads);
    if (threads.living().isEmpty() && threads.dying().isEmpty()) {
      return Judgement.not(
          subject,
          "it is a zombie without threads: its parent has not asked for its status yet",
          status(threads));
    }
    if (threads.living().isEmpty()) {
      return Judgement.not(
          subject,
          "all its threads have SIGKILL before them: the whole process is ending",
          status(threads));
    }
    if (threads.filter() == KILLED || kill.isPresent()) {
      return found(watch, threads, kill);
    }
    if (threads.filter() == 0) {
      return Judgement.not(
          subject,
          "it is under no filter (Seccomp: 0): its first thread left by itself, as pthread_exit does",
          status(threads));
    }
    if (Threads.kernel(watch.last()) >= MARKS_THE_DEAD) {
      return Judgement.not(
          subject,
          "this kernel marks a thread that a filter killed by Seccomp: 3, and this one says "
              + threads.filter(),
          status(threads));
    }
    return Judgement.undecided(
        subject,
        Undecided.Reason.VERSION_UNKNOWN,
        "Its first thread is dead under a filter and others live; an old kernel does not say who ended it",
        "the kernel's record of the kill, if there was one",
        "dmesg | grep 'type=1326.* pid=" + threads.pid() + " '");
  }

  private static Subject subject(Threads threads) {
    Subject pid = Subject.pid(threads.pid());
    return threads.exe().map(exe -> pid.with("exe", exe)).orElse(pid);
  }

  private static Judgement found(Watch watch, Threads threads, Optional<Denial> kill) {
    String ports =
        threads.listens().stream()
            .map(one -> one.port() + " (" + one.waiting() + " waiting)")
            .limit(3)
            .collect(Collectors.joining(", "));
    boolean wasSoBefore =
        watch.snapshots().size() > 1
            && watch
                .first()
                .view(Threads.Dead.class, Threads.Dead::of)
                .of(threads.pid())
                .isPresent();
    String since = wasSoBefore ? " for %.0f s and more".formatted(watch.seconds()) : "";
    String message =
        "A filter killed the first thread of "
            + threads.name()
            + "; "
            + threads.living().size()
            + " others live on"
            + since
            + (ports.isEmpty()
                ? ", and hold no port that listens."
                : ", and port " + ports + " still listens.");
    Judgement.Found found = Judgement.found(subject(threads), message, status(threads));
    if (kill.isPresent()
        && kill.get().processes() > 1) { // else the finding of that record joins this one
      found = found.with(Records.of(kill.get(), kill.get().first()));
    }
    if (ports.isEmpty()) {
      found = found.as(Severity.HIGH);
    }
    return kill.isPresent()
        ? found
        : found.next("which call it was", "dmesg | grep 'type=1326.* pid=" + threads.pid() + " '");
  }

  private static Sighting status(Threads threads) {
    String task =
        threads.living().stream().limit(8).map(String::valueOf).collect(Collectors.joining(" "));
    return new Sighting(
        "proc",
        "State: Z, Seccomp: "
            + threads.filter()
            + (task.isEmpty() ? "" : "; living threads " + task),
        Spot.file("proc/" + threads.pid() + "/status"));
  }
}
