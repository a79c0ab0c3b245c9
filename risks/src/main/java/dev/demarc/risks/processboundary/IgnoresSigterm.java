// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.evidence.process.LiveProcess;
import dev.demarc.evidence.process.SignalMasks;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.NextStep;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A component does not see the signal that asks it to stop. */
final class IgnoresSigterm implements ForensicRule {
  /** Seconds; between fork and exec a child has the masks of its parent. */
  private static final double SETTLED = 5;

  private static final int SIGTERM = SignalMasks.SIGTERM;

  @Override
  public RuleId id() {
    return RuleId.of("process-boundary/ignores-sigterm");
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public String why() {
    return "SIGTERM is what a context's Cancel, an init system and Kubernetes send first. A process that ignores it runs on"
        + " until something kills it, in the middle of its work.";
  }

  @Override
  public String fix() {
    return "Remove the trap or the signal.Ignore that it inherited (an ignored signal stays ignored across exec), or stop it"
        + " by what it does listen to, and kill it after a deadline.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return Component.in(evidence)
        .filter(one -> one.process().age() >= SETTLED)
        .flatMap(one -> judge(one).stream());
  }

  private static Optional<Judgement> judge(Component one) {
    LiveProcess process = one.process();
    Optional<SignalMasks> masks = SignalMasks.of(one.watch().last(), process.pid());
    if (masks.isEmpty()) {
      return Optional.empty();
    }
    if (masks.get().ignores(SIGTERM)) {
      return Optional.of(found(one));
    }
    if (masks.get().blocks(SIGTERM)) {
      return Optional.of(
          one.tree().readsSignals(process)
              ? Judgement.not(
                  process.subject(),
                  "it blocks SIGTERM and reads it from a descriptor",
                  status(one.watch(), process, "SigBlk has bit 15, a descriptor is a signalfd"))
              : undecided(one));
    }
    return Optional.of(
        Judgement.not(
            process.subject(),
            masks.get().catches(SIGTERM)
                ? "it has a handler for SIGTERM; that the handler ends it was not tried"
                : "SIGTERM is neither ignored nor blocked",
            status(one.watch(), process, "SigIgn and SigBlk have no bit 15")));
  }

  /** Where the ignoring began: a signal that is ignored stays so in all that is started. */
  private static Judgement found(Component one) {
    LiveProcess process = one.process();
    LiveProcess first = process;
    for (LiveProcess above : one.tree().ancestors(process)) {
      if (!ignores(one.watch(), above)) {
        break;
      }
      first = above;
      if (above.pid() == one.owner().pid()) {
        break;
      }
    }
    String from = first.pid() == process.pid() ? "" : ", as " + first.words() + " above it does";
    return Judgement.found(
            process.subject(),
            process.words()
                + " ignores SIGTERM"
                + from
                + ": a stop waits until something kills it.",
            status(one.watch(), process, "SigIgn has bit 15 (SIGTERM)"))
        .with(one.seenOwner());
  }

  private static boolean ignores(Watch watch, LiveProcess process) {
    return SignalMasks.of(watch.last(), process.pid())
        .filter(masks -> masks.ignores(SIGTERM))
        .isPresent();
  }

  private static Judgement undecided(Component one) {
    LiveProcess process = one.process();
    return new Judgement.Open(
        process.subject(),
        Undecided.Reason.AMBIGUOUS,
        "it blocks SIGTERM: a thread that takes it by sigwait looks the same as one that never will.",
        List.of(status(one.watch(), process, "SigBlk has bit 15 (SIGTERM), SigIgn has not")),
        List.of(
            new NextStep(
                "whether a thread waits for signals (rt_sigtimedwait is call 128 of x86-64, 137 of arm64)",
                "cat /proc/%d/task/*/syscall".formatted(process.pid()))));
  }

  private static Sighting status(Watch watch, LiveProcess process, String text) {
    return Component.seen(
        watch, "proc/" + process.pid() + "/status", process.words() + ": " + text);
  }
}
