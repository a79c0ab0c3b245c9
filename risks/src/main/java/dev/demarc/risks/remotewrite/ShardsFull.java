// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.remotewrite;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.goroutine.DumpPair;
import dev.demarc.evidence.goroutine.GoroutineDump;
import dev.demarc.evidence.goroutine.GoroutineGroup;
import dev.demarc.evidence.goroutine.Situation;
import dev.demarc.evidence.log.LogEvents;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Prometheus waits for room in the shards of a remote, or for old shards to end. */
final class ShardsFull implements ForensicRule {
  @Override
  public RuleId id() {
    return RuleId.of("remote-write/shards-full");
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
    return "The shards of a remote hold all that they may and the reader of the log (WAL) waits:"
        + " what is sent falls behind what is scraped. Nothing is lost until the log is cut,"
        + " after two hours or more.";
  }

  @Override
  public String fix() {
    return "Look at how long the remote takes for a request. If it is slow by nature, raise"
        + " max_shards, or max_samples_per_send with a capacity of three to ten times as much.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    List<GoroutineDump> dumps = evidence.of(GoroutineDump.class).toList();
    List<GoroutineDump> full = dumps.stream().filter(ShardsFull::waits).toList();
    if (full.isEmpty()) {
      return Stream.empty();
    }
    GoroutineDump dump = full.getLast();
    List<LogEvents> said =
        evidence
            .of(LogEvents.class)
            .filter(events ->
                events.message() == LogEvents.Message.SEND_RETRIED
                    || events.message() == LogEvents.Message.RESHARD_SKIPPED)
            .toList();
    Optional<GoroutineGroup> slow =
        dump.in(Situation.SENDS_SAMPLES).stream().filter(group -> group.waiting(1) > 0).findFirst();
    // two dumps of two servers are two moments
    boolean isTwice =
        full.size() > 1 && DumpPair.of(dumps).filter(two -> !two.isNear()).isPresent();
    if (!isTwice && said.isEmpty() && slow.isEmpty() && longest(dump) == 0) {
      return Stream.of(
          Judgement.undecided(
              Subject.named("dump", dump.file()),
              Undecided.Reason.TOO_SHORT,
              "The reader of the log waits for room in the shards; one dump shows a moment.",
              "samples that stay pending show it",
              "curl -s http://localhost:9090/metrics"
                  + " | grep -E 'remote_storage_(samples_pending|shards|enqueue_retries)'"));
    }
    return Stream.of(found(dump, isTwice ? full.size() : 1, slow, said));
  }

  private static boolean waits(GoroutineDump dump) {
    return dump.count(Situation.SHARDS_FULL) + dump.count(Situation.RESHARDING) > 0;
  }

  private static List<GoroutineGroup> waiting(GoroutineDump dump) {
    List<GoroutineGroup> full = dump.in(Situation.SHARDS_FULL);
    return full.isEmpty() ? dump.in(Situation.RESHARDING) : full;
  }

  private static int longest(GoroutineDump dump) {
    return waiting(dump).stream().mapToInt(GoroutineGroup::longest).max().orElse(0);
  }

  private static Judgement found(
      GoroutineDump dump, int dumps, Optional<GoroutineGroup> slow, List<LogEvents> said) {
    String message =
        (dump.count(Situation.SHARDS_FULL) > 0
                ? "The reader of the log waits for room in the shards of a remote"
                : "New shards of a remote wait for the old ones to end")
            + (dumps > 1 ? ", in " + dumps + " dumps" : "")
            + slow.map(group -> "; a request to it waits for at least " + group.longest() + " min")
                .orElse("")
            + ".";
    Judgement.Found found =
        Judgement.found(
                Subject.named("dump", dump.file()), message, waiting(dump).getFirst().sighting())
            .next(
                "how far it is behind",
                "curl -s http://localhost:9090/metrics"
                    + " | grep -E 'highest_timestamp_in_seconds|highest_sent_timestamp_seconds'");
    found = slow.isPresent() ? found.with(slow.get().sighting()) : found;
    for (LogEvents events : said) {
      String text =
          "the log too: at least "
              + events.lines()
              + " lines \""
              + events.message().text()
              + "\""
              + (events.component().isEmpty() ? "" : " of " + events.component());
      found = found.with(new Sighting("log", text, events.first()));
    }
    return found;
  }
}
