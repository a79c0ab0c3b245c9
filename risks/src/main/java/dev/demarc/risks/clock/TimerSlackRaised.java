// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.clock;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.cgroup.Times;
import dev.demarc.evidence.cgroup.WatchedGroup;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.evidence.scheduling.Scheduling;
import dev.demarc.evidence.scheduling.ThreadSlack;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The kernel may let sleeps of a thread end late, more than anybody would by default. */
final class TimerSlackRaised implements ForensicRule {
  /** The default is 50 µs; what is above this is felt in a wait of milliseconds. */
  private static final Duration MOST = Duration.ofMillis(1);

  @Override
  public RuleId id() {
    return RuleId.of("clock/timer-slack-raised");
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
    return "Timer slack lets the kernel end a sleep later, to wake several at once. It moves sleeps,"
        + " timers and timeouts of the thread, and never time.Now: the clock itself is right.";
  }

  @Override
  public String fix() {
    return "Take TimerSlackNSec= out of the unit, or the call of prctl(PR_SET_TIMERSLACK) out of"
        + " whatever starts the process: threads and children inherit it. 50 µs is the default.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return evidence
        .of(Watch.class)
        .flatMap(watch -> watch.pids().stream().flatMap(pid -> judge(watch, pid).stream()));
  }

  private static Optional<Judgement> judge(Watch watch, long pid) {
    OptionalLong asked = WatchedGroup.asked(watch);
    boolean isAsked = asked.isPresent() && asked.getAsLong() == pid;
    Scheduling threads = new Scheduling(watch.last(), pid);
    List<ThreadSlack> all =
        threads.slacks().stream().filter(thread -> !thread.isRealTime()).toList();
    List<ThreadSlack> raised =
        all.stream().filter(thread -> thread.slack().compareTo(MOST) > 0).toList();
    if (!raised.isEmpty()) {
      return Optional.of(found(watch, pid, all, raised));
    }
    if (!isAsked) {
      return Optional.empty();
    }
    if (threads.isSlackRefused()) {
      return Optional.of(
          Judgement.undecided(
              Subject.pid(pid),
              Undecided.Reason.NOT_PERMITTED,
              "The timer slack of another user's thread may be read only with CAP_SYS_NICE.",
              "read it as root",
              "sudo sh -c 'for t in /proc/"
                  + pid
                  + "/task/*; do cat /proc/${t##*/}/timerslack_ns; done'"));
    }
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Judgement.not(
                Subject.pid(pid),
                "no thread of " + all.size() + " has a slack above " + Times.words(MOST)));
  }

  private static Judgement found(
      Watch watch, long pid, List<ThreadSlack> all, List<ThreadSlack> raised) {
    ThreadSlack largest =
        raised.stream().max((one, other) -> one.slack().compareTo(other.slack())).orElseThrow();
    boolean isLeaderAlone = raised.size() == 1 && largest.isLeader() && all.size() > 1;
    String message =
        raised.size()
            + " of "
            + all.size()
            + " threads may wake late by up to "
            + Times.words(largest.slack())
            + "."
            + (isLeaderAlone
                ? " Only the first thread has it; another thread of a Go process waits for its timers."
                : "");
    Judgement.Found found =
        Judgement.found(
            Subject.pid(pid),
            message,
            new Sighting(
                "proc",
                "timerslack_ns " + largest.slack().toNanos(),
                Spot.line(watch.name() + "/" + largest.file(), 1)));
    return isLeaderAlone ? found.as(Severity.INFO) : found;
  }
}
