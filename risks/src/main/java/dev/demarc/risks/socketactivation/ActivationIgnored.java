// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.socketactivation;

import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.strace.AddressTaken;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.NextStep;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A program opens an address itself whose socket it was started with. */
final class ActivationIgnored implements ForensicRule {
  @Override
  public RuleId id() {
    return RuleId.of("socket-activation/activation-ignored");
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
    return "A program that was started with its socket and opens the address itself meets its own socket."
        + " LISTEN_PID names one process; a child, or a program behind a wrapper, is another one, and is"
        + " right to ignore what is not meant for it.";
  }

  @Override
  public String fix() {
    return "Take the descriptor: activation.Listeners() of go-systemd. In a child that is given the socket use"
        + " a variable of your own, and clear LISTEN_PID, LISTEN_FDS and LISTEN_FDNAMES for it.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return Stream.concat(traced(evidence), live(evidence));
  }

  /** By the descriptors of a running host. */
  private static Stream<Judgement> live(Evidence evidence) {
    return LiveListener.in(evidence).flatMap(LiveListener::ignored);
  }

  /** By the calls of a trace. */
  private static Stream<Judgement> traced(Evidence evidence) {
    return evidence.of(AddressTaken.class).flatMap(ActivationIgnored::judge);
  }

  private static Stream<Judgement> judge(AddressTaken taken) {
    if (taken.isOwnDescriptor()) {
      return Stream.of(
          Judgement.found(
              taken.subject(),
              "bind on "
                  + taken.address()
                  + " fails: the path of a descriptor is no address to bind to.",
              taken.bind()));
    }
    if (taken.holder().isPresent()) {
      return Stream.of(
          Judgement.found(
                  taken.subject(),
                  "bind on "
                      + taken.address()
                      + " fails: the process was started with the socket that has it"
                      + other(taken)
                      + ".",
                  taken.bind())
              .with(taken.holder().get()));
    }
    if (taken.isPassed()) {
      return Stream.of(passed(taken));
    }
    return taken.isThreeTaken() ? Stream.of(open(taken)) : Stream.empty();
  }

  /** The trace shows that sockets were passed on, and not of which addresses they are. */
  private static Judgement passed(AddressTaken taken) {
    String other = other(taken);
    Judgement.Found found =
        Judgement.found(
                taken.subject(),
                "bind on "
                    + taken.address()
                    + " fails, though LISTEN_FDS says that sockets were passed on"
                    + other
                    + (other.isEmpty()
                        ? "; medium, as another process may have the address."
                        : "."),
                taken.bind())
            .next(holder(taken));
    return other.isEmpty() ? found.as(Severity.MEDIUM) : found;
  }

  private static String other(AddressTaken taken) {
    OptionalLong pid = taken.subject().pid();
    boolean isOther =
        taken.listenPid() > 0 && pid.isPresent() && pid.getAsLong() != taken.listenPid();
    return isOther ? "; LISTEN_PID is " + taken.listenPid() + ", this is " + pid.getAsLong() : "";
  }

  private static Judgement open(AddressTaken taken) {
    Subject subject = taken.subject();
    return new Judgement.Open(
        subject,
        Undecided.Reason.AMBIGUOUS,
        "bind on "
            + taken.address()
            + " fails. Number 3 was open when the program started: it may be that socket, or something"
            + " else; another process may have the address.",
        List.of(taken.bind()),
        List.of(
            new NextStep(
                "see in the environment of exec (-v prints its values) whether sockets are passed"
                    + " on, and for whom",
                Tracing.withEnvironment(subject)),
            holder(taken)));
  }

  private static NextStep holder(AddressTaken taken) {
    return new NextStep(
        "see who has the address",
        taken.address().startsWith("port ")
            ? "ss -ltnp 'sport = :" + taken.address().substring(5) + "'"
            : "ss -lxp");
  }
}
