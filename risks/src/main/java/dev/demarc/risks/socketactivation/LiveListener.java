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
import dev.demarc.evidence.process.ProgramKind;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.NextStep;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.Judgement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A listening descriptor of a Go program that runs: what /proc shows of it without a trace.
 *
 * @param watch where it was seen
 * @param process the Go program at the last look
 * @param socket as it is at the last look
 */
record LiveListener(Watch watch, LiveProcess process, Listener socket) {
  /** The first descriptor that is passed on; SD_LISTEN_FDS_START of sd-daemon.h. */
  private static final int FIRST = 3;

  private static final int MOST_PASSED = 100;

  /** Seconds that a program may take to begin. */
  private static final double STARTED = 10;

  /** All of those that were looked at in depth. */
  static Stream<LiveListener> in(Evidence evidence) {
    return evidence
        .of(Watch.class)
        .flatMap(watch -> {
          ProcessTree tree = ProcessTree.in(watch.last());
          return Listener.in(watch.last()).stream()
              .filter(one -> watch.pids().contains(one.pid()))
              .flatMap(one ->
                  tree
                      .process(one.pid())
                      .filter(process -> process.program().kind() == ProgramKind.GO)
                      .map(process -> new LiveListener(watch, process, one))
                      .stream());
        });
  }

  private Subject subject() {
    return process.subject().with("fd", socket.fd());
  }

  private Sighting seen(String file, String text) {
    return new Sighting("proc", text, Spot.file(watch.name() + "/" + file).at(watch.last().at()));
  }

  private Sighting flags() {
    String flag =
        socket
            .nonblocking()
            .map(set -> set ? "O_NONBLOCK is set" : "no O_NONBLOCK")
            .orElse("not seen");
    return seen(
        socket.spot().file(),
        process.words() + ", descriptor " + socket.fd() + ", " + socket.address() + ": " + flag);
  }

  private Optional<Sighting> asleep() {
    return socket.acceptor().stream()
        .mapToObj(thread ->
            seen(
                "proc/" + process.pid() + "/task/" + thread + "/syscall",
                "thread " + thread + " is in accept of descriptor " + socket.fd() + " now"))
        .findFirst();
  }

  /**
   * A listener without O_NONBLOCK: found when a thread sleeps in its accept, or it was set before.
   */
  Stream<Judgement> blocking() {
    if (socket.nonblocking().isEmpty()) {
      return Stream.empty();
    }
    if (socket.nonblocking().get()) {
      // of all listeners of a host that would be a long list
      return isAskedFor()
          ? Stream.of(Judgement.not(subject(), "O_NONBLOCK is set", flags()))
          : Stream.empty();
    }
    Optional<Sighting> asleep = asleep();
    Optional<Listener> before = before(watch.first());
    boolean lost = before.flatMap(Listener::nonblocking).filter(set -> set).isPresent();
    if (asleep.isPresent()) {
      Judgement.Found found =
          Judgement.found(
              subject(),
              "The listener %s of %s blocks, and a thread sleeps in its accept: Close and Shutdown do not reach it."
                  .formatted(socket.address(), process.words()),
              flags());
      found = found.with(asleep.get());
      for (Listener holder : others()) {
        found = found.with(held(holder));
      }
      return Stream.of(found.next("the flag now: 04000 in flags is O_NONBLOCK", flagsCommand()));
    }
    if (lost) {
      return Stream.of(
          Judgement.found(
                  subject(),
                  "The listener %s of %s has lost O_NONBLOCK since the first look: the accept after the next connection sleeps."
                      .formatted(socket.address(), process.words()),
                  flags())
              .next("the flag now: 04000 in flags is O_NONBLOCK", flagsCommand()));
    }
    if (isPassed()) {
      return Stream.empty(); // as systemd passes it; activation-ignored asks whether it was taken
    }
    return Stream.of(
        new Judgement.Open(
            subject(),
            Undecided.Reason.AMBIGUOUS,
            "it has no O_NONBLOCK, and no thread waits in its accept: nobody has connected since, or it is kept for another process.",
            List.of(flags()),
            List.of(
                new NextStep(
                    "whether a thread waits in accept (call 288 of x86-64, 242 of arm64) after a connection came",
                    "grep -H . /proc/" + process.pid() + "/task/*/syscall"))));
  }

  /** A thread of a Go program that sleeps in accept. */
  Stream<Judgement> asleepInAccept() {
    return asleep().stream()
        .map(asleep ->
            Judgement.found(
                    subject(),
                    "A thread of %s sleeps in accept of %s: Go waits for connections in epoll, and no deadline ends this one."
                        .formatted(process.words(), socket.address()),
                    asleep)
                .with(flags()));
  }

  private boolean isAskedFor() {
    return !watch.target().equals("host") || !others().isEmpty();
  }

  private String flagsCommand() {
    return "grep flags /proc/" + process.pid() + "/fdinfo/" + socket.fd();
  }

  private Optional<Listener> before(Snapshot snapshot) {
    return Listener.in(snapshot).stream()
        .filter(one -> one.pid() == socket.pid() && one.fd() == socket.fd())
        .filter(one -> one.inode() == socket.inode())
        .findFirst();
  }

  /** Other processes that have the same socket. */
  private List<Listener> others() {
    return Listener.in(watch.last()).stream()
        .filter(one -> one.inode() == socket.inode() && one.pid() != socket.pid())
        .toList();
  }

  private Sighting held(Listener other) {
    String who =
        ProcessTree.in(watch.last()).process(other.pid()).map(LiveProcess::words).orElse("");
    return seen(
        "proc/" + other.pid() + "/fd/" + other.fd(),
        who + " has the same socket as descriptor " + other.fd());
  }

  /** Whether its number is one of those that LISTEN_FDS names. */
  private boolean isPassed() {
    int count = number("LISTEN_FDS").map(Math::toIntExact).orElse(0);
    return socket.fd() >= FIRST && socket.fd() < FIRST + count;
  }

  private Optional<Long> number(String variable) {
    return ProcessTree.in(watch.last())
        .variable(process, variable)
        .filter(text -> text.matches("\\d{1,9}"))
        .map(Long::valueOf)
        .filter(value -> !variable.equals("LISTEN_FDS") || value <= MOST_PASSED);
  }

  /**
   * A socket that was passed on and that nobody took: whoever takes it, by net.FileListener, sets
   * O_NONBLOCK on it, for all who have it.
   */
  Stream<Judgement> ignored() {
    boolean shared = !others().isEmpty();
    if (!isPassed() || !shared || socket.nonblocking().isEmpty() || process.age() < STARTED) {
      return Stream.empty();
    }
    long own = ProcessTree.in(watch.last()).innerPid(process);
    Sighting variables =
        seen(
            "proc/" + process.pid() + "/environ",
            "LISTEN_FDS=%d, LISTEN_PID=%s, the program's own number is %d"
                .formatted(
                    number("LISTEN_FDS").orElse(0L),
                    number("LISTEN_PID").map(String::valueOf).orElse("(not set)"),
                    own));
    if (socket.nonblocking().get()) {
      return Stream.of(
          Judgement.not(subject(), "it was taken: O_NONBLOCK is set on it", flags(), variables));
    }
    boolean meant = number("LISTEN_PID").filter(pid -> pid == own).isPresent();
    String why =
        meant
            ? "the program has not taken it in %.0f s.".formatted(process.age())
            : "LISTEN_PID names another process, so that a program that checks it ignores the socket.";
    return Stream.of(
        Judgement.found(
                subject(),
                "%s was passed on to %s as descriptor %d and is not used: %s"
                    .formatted(socket.address(), process.words(), socket.fd(), why),
                flags())
            .with(variables)
            .with(held(others().getFirst()))
            .next(
                "who has the address",
                "ss -ltnp 'sport = :" + socket.address().replaceAll(".*:", "") + "'"));
  }
}
