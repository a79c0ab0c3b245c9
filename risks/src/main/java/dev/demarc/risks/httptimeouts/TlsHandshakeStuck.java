// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.httptimeouts;

import dev.demarc.evidence.goroutine.GoroutineDump;
import dev.demarc.evidence.goroutine.GoroutineGroup;
import dev.demarc.evidence.goroutine.Situation;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.List;
import java.util.stream.Stream;

/** TLS handshakes of a client wait so long that its transport cannot have a limit for them. */
final class TlsHandshakeStuck implements ForensicRule {
  private static final int MINUTES = 1;
  private static final int MOST_SHOWN = 3;

  @Override
  public RuleId id() {
    return RuleId.of("http-timeouts/tls-handshake-stuck");
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
    return "http.DefaultTransport ends a handshake after 10 s. A transport that was built from zero"
        + " has no such limit, and the dial goes on even when its request has given up.";
  }

  @Override
  public String fix() {
    return "Clone http.DefaultTransport, or set TLSHandshakeTimeout. Then see what answers on that"
        + " port: something that accepts and does not speak TLS.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    Waits waits = Waits.of(evidence, Situation.TLS_HANDSHAKE, MINUTES, _ -> true);
    if (waits.isEmpty()) {
      return Stream.empty();
    }
    List<GoroutineGroup> behind =
        evidence.of(GoroutineDump.class).toList().getLast().in(Situation.AWAITS_CONNECTION);
    return Stream.concat(
        waits.stuck().map(calls -> found(waits, calls, behind)),
        waits.otherwise("TLS handshakes of a client that wait for the other end").stream());
  }

  private static Judgement found(Waits waits, StuckCalls calls, List<GoroutineGroup> behind) {
    String message =
        calls.count()
            + (calls.count() == 1 ? " TLS handshake waits " : " TLS handshakes wait ")
            + calls.since()
            + ": this transport has no TLSHandshakeTimeout, or a longer one.";
    Judgement.Found found = calls.found(calls.subject(), message);
    for (GoroutineGroup group : behind.stream().limit(MOST_SHOWN).toList()) {
      found = found.with(group.sighting());
    }
    return found.next(waits.peer().why(), waits.peer().command());
  }
}
