// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.socketactivation;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.strace.ListenerTrace;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.time.Duration;
import java.util.stream.Stream;

/** An accept of a Go program waits in the kernel, where only a connection can wake it. */
final class BlockedAccept implements ForensicRule {
  @Override
  public RuleId id() {
    return RuleId.of("socket-activation/blocked-accept");
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
    return "Go's poller waits for connections in epoll, and asks accept only for what is there. An accept"
        + " that sleeps holds a thread, and no Close and no deadline of the program ends it.";
  }

  @Override
  public String fix() {
    return "Set the socket to non-blocking (syscall.SetNonblock through SyscallConn), or accept through"
        + " net.FileListener, which does so. One more connection wakes an accept that sleeps already.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return Stream.concat(traced(evidence), live(evidence));
  }

  /** By the descriptors of a running host. */
  private static Stream<Judgement> live(Evidence evidence) {
    return LiveListener.in(evidence).flatMap(LiveListener::asleepInAccept);
  }

  /** By the calls of a trace. */
  private static Stream<Judgement> traced(Evidence evidence) {
    return evidence
        .of(ListenerTrace.class)
        .filter(listener -> listener.isGo() && listener.slept() > 0)
        .flatMap(listener -> listener.sleep().map(sleep -> found(listener, sleep)).stream());
  }

  private static Judgement found(ListenerTrace listener, Sighting sleep) {
    String times = listener.slept() == 1 ? "An accept" : listener.slept() + " accepts";
    String end = listener.neverBack() ? ", and the longest never came back" : "";
    Judgement.Found found =
        Judgement.found(
            listener.subject(),
            times
                + " on "
                + listener.socket()
                + " slept in the kernel, up to "
                + time(listener.longest())
                + end
                + ".",
            sleep);
    return listener.subject().task().isEmpty()
        ? found
        : found.next(
            "see whether a thread sleeps in accept (call 288 of x86-64, 242 of arm64) now",
            "grep -H . /proc/" + listener.subject().task().getAsLong() + "/task/*/syscall");
  }

  /** A duration in words: {@code 722 ms}, {@code 4.1 s}. */
  static String time(Duration length) {
    return length.toSeconds() < 10
        ? length.toMillis() + " ms"
        : length.toSeconds() + "." + length.toMillisPart() / 100 + " s";
  }
}
