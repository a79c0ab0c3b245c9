// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.socketactivation;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.machine.Snapshot;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.evidence.process.Listener;
import dev.demarc.evidence.process.LiveProcess;
import dev.demarc.evidence.process.ProcessTree;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.NextStep;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Clients wait at a socket that only the manager of services holds. */
final class BacklogWithoutAcceptor implements ForensicRule {
  /** Seconds; a service may be starting. */
  private static final double LONG = 10;

  private static final Set<String> MANAGERS =
      Set.of("systemd", "init", "inetd", "xinetd", "launchd");

  @Override
  public RuleId id() {
    return RuleId.of("socket-activation/backlog-without-acceptor");
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public String why() {
    return "The manager keeps a socket open when the service that used it is gone: connecting works, within milliseconds,"
        + " and the answer never comes, which looks like a slow program.";
  }

  @Override
  public String fix() {
    return "Look why the service does not start or does not take its socket (systemctl status of the .socket and the"
        + " .service), and let clients have a deadline for the answer, not only for the connection.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return evidence
        .of(Watch.class)
        .flatMap(watch ->
            Listener.in(watch.last()).stream()
                .filter(one -> one.waiting() > 0 && mayBeManager(watch.last(), one))
                .filter(one ->
                    Listener.in(watch.last()).stream()
                        .filter(other -> other.inode() == one.inode())
                        .allMatch(other -> mayBeManager(watch.last(), other)))
                .flatMap(one -> judge(watch, one)));
  }

  /** Process 1 of a container may be its manager, or the service itself. */
  private static boolean mayBeManager(Snapshot snapshot, Listener listener) {
    ProcessTree tree = ProcessTree.in(snapshot);
    return isManager(snapshot, listener)
        || tree.process(listener.pid()).filter(process -> tree.innerPid(process) == 1).isPresent();
  }

  private static boolean isManager(Snapshot snapshot, Listener listener) {
    return ProcessTree.in(snapshot)
        .process(listener.pid())
        .filter(process -> MANAGERS.contains(process.name()))
        .isPresent();
  }

  private static Stream<Judgement> judge(Watch watch, Listener listener) {
    Subject subject = Subject.named("socket", listener.address());
    if (!seesEveryone(watch.last())) {
      return Stream.of(
          open(
              watch,
              listener,
              subject,
              Undecided.Reason.NOT_COLLECTED,
              "%d connections wait, and not all processes were looked at: another one may hold the socket."));
    }
    double since = watch.last().uptime() - emptyUntil(watch, listener);
    if (since < LONG) {
      return Stream.of(
          open(
              watch,
              listener,
              subject,
              Undecided.Reason.TOO_SHORT,
              "%d connections wait at a socket that only the manager holds: its service may be starting."));
    }
    if (!isManager(watch.last(), listener)) {
      return Stream.of(
          open(
              watch,
              listener,
              subject,
              Undecided.Reason.AMBIGUOUS,
              "%d connections wait at a socket of process 1: a service that is too slow to accept looks like a manager whose service is gone."));
    }
    return Stream.of(
        Judgement.found(
                subject,
                "%d connections wait at %s for %.0f s at least, and no process but %s holds the socket."
                    .formatted(
                        listener.waiting(), listener.address(), since, words(watch, listener)),
                seen(watch, listener))
            .next("which unit it is", "systemctl list-sockets --all"));
  }

  /** Uptime of the look from which on somebody waits at each. */
  private static double emptyUntil(Watch watch, Listener listener) {
    double from = watch.last().uptime();
    for (Snapshot snapshot : watch.snapshots().reversed()) {
      boolean waits =
          Listener.in(snapshot).stream()
              .anyMatch(one ->
                  one.inode() == listener.inode()
                      && one.waiting() > 0
                      && one.pid() == listener.pid());
      if (!waits) {
        return from;
      }
      from = snapshot.uptime();
    }
    return from;
  }

  private static boolean seesEveryone(Snapshot snapshot) {
    ProcessTree tree = ProcessTree.in(snapshot);
    return tree.all().stream()
        .filter(process -> !process.kernel() && !process.isZombie())
        .allMatch(tree::showsDescriptors);
  }

  private static String words(Watch watch, Listener listener) {
    return ProcessTree.in(watch.last())
        .process(listener.pid())
        .map(LiveProcess::words)
        .orElse("pid " + listener.pid());
  }

  private static Sighting seen(Watch watch, Listener listener) {
    return new Sighting(
        "proc",
        "%s: %d connections in the accept queue; held by %s"
            .formatted(listener.address(), listener.waiting(), words(watch, listener)),
        Spot.file(watch.name() + "/" + listener.spot().file()).at(watch.last().at()));
  }

  private static Judgement open(
      Watch watch, Listener listener, Subject subject, Undecided.Reason reason, String text) {
    return new Judgement.Open(
        subject,
        reason,
        text.formatted(listener.waiting()),
        List.of(seen(watch, listener)),
        List.of(
            new NextStep(
                "whether they still wait, and who holds the socket",
                "sudo demarc identify host --for 15s --every 5s")));
  }
}
