// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.httptimeouts;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.goroutine.DumpPair;
import dev.demarc.evidence.goroutine.GoroutineDump;
import dev.demarc.evidence.goroutine.Situation;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Connections of clients become more and more, and few of them have a request on them. */
final class IdleConnectionsLeak implements ForensicRule {
  /** MaxIdleConns of http.DefaultTransport. */
  private static final long USUAL = 100;

  @Override
  public RuleId id() {
    return RuleId.of("http-timeouts/idle-connections-leak");
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
    return "A transport owns its connections and keeps them. One that is made for each request"
        + " leaves its connections behind, each with two goroutines and a descriptor.";
  }

  @Override
  public String fix() {
    return "Make one transport at start and share it. One that is for a single use needs"
        + " CloseIdleConnections.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    List<GoroutineDump> dumps = evidence.of(GoroutineDump.class).toList();
    Optional<DumpPair> pair = DumpPair.of(dumps);
    if (pair.isPresent()) {
      return judge(pair.get()).stream();
    }
    return dumps.stream()
        .filter(IdleConnectionsLeak::isMostlyIdle)
        .max(Comparator.comparingLong(IdleConnectionsLeak::connections))
        .map(dump ->
            (Judgement)
                Judgement.undecided(
                    subject(dump),
                    Undecided.Reason.TOO_SHORT,
                    connections(dump)
                        + " connections of clients are open; one dump cannot show that they grow.",
                    "counts that grow while few have a request are a leak",
                    "for i in 1 2; do curl -s"
                        + " 'http://localhost:6060/debug/pprof/goroutine?debug=1' -o d$i.txt;"
                        + " sleep 60; done"))
        .stream();
  }

  private static Optional<Judgement> judge(DumpPair pair) {
    long before = connections(pair.first());
    long after = connections(pair.last());
    if (!isMostlyIdle(pair.last())) {
      return Optional.empty();
    }
    if (after * 5 < before * 6) {
      return Optional.of(
          Judgement.not(
              subject(pair.last()),
              before + " connections of clients in one dump, " + after + " in the other"));
    }
    String message =
        "Connections of clients went from "
            + before
            + " to "
            + after
            + " between two dumps, "
            + inFlight(pair.last())
            + " of them with a request: connections are left behind.";
    return Optional.of(
        Judgement.found(subject(pair.last()), message, sighting(pair.last(), after))
            .with(sighting(pair.first(), before)));
  }

  private static boolean isMostlyIdle(GoroutineDump dump) {
    return connections(dump) > USUAL && inFlight(dump) * 2 < connections(dump);
  }

  private static long connections(GoroutineDump dump) {
    return dump.count(Situation.CLIENT_CONNECTION);
  }

  private static long inFlight(GoroutineDump dump) {
    return dump.count(Situation.AWAITS_RESPONSE) + dump.count(Situation.READS_BODY);
  }

  private static Subject subject(GoroutineDump dump) {
    return Subject.named("dump", dump.file());
  }

  private static Sighting sighting(GoroutineDump dump, long connections) {
    return new Sighting(
        "goroutine",
        connections + " goroutines in net/http.(*persistConn).readLoop",
        dump.in(Situation.CLIENT_CONNECTION).stream()
            .findFirst()
            .map(group -> group.spot())
            .orElse(dump.spot()));
  }
}
