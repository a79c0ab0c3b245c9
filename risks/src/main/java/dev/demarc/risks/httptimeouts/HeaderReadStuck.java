// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.httptimeouts;

import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.goroutine.Situation;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.stream.Stream;

/** A server waits for minutes for the rest of a request's header. */
final class HeaderReadStuck implements ForensicRule {
  private static final int MINUTES = 1;
  private static final int FEWEST = 2;

  @Override
  public RuleId id() {
    return RuleId.of("http-timeouts/header-read-stuck");
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
    return "A client that opens a connection and sends no whole header keeps it, a goroutine and a"
        + " descriptor for as long as it likes: an http.Server from zero sets no limit.";
  }

  @Override
  public String fix() {
    return "Set ReadHeaderTimeout of the http.Server, to some seconds.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    Waits waits = Waits.of(evidence, Situation.READS_HEADER, MINUTES, _ -> true);
    if (waits.isEmpty()) {
      return Stream.empty();
    }
    return Stream.concat(
        waits.stuck().filter(calls -> calls.count() >= FEWEST).map(HeaderReadStuck::found),
        waits.otherwise("Connections that wait for a request's header").stream());
  }

  private static Judgement found(StuckCalls calls) {
    String message =
        calls.count()
            + " connections wait for a request's header "
            + calls.since()
            + ": the server has no ReadHeaderTimeout or ReadTimeout, or longer ones.";
    String file = calls.callers().getFirst().dump().file();
    return calls
        .found(Subject.named("dump", file), message)
        .next("who they are", "ss -tnpo state established");
  }
}
