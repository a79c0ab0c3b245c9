// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.otelbatch;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.goroutine.DumpPair;
import dev.demarc.evidence.goroutine.GoroutineDump;
import dev.demarc.evidence.goroutine.GoroutineGroup;
import dev.demarc.evidence.goroutine.Situation;
import dev.demarc.evidence.log.LogEvents;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.forensics.Judgement;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What dumps and logs of one collector show together. Which exporter a goroutine belongs to, a dump
 * does not say.
 *
 * @param dumps in the user's order
 */
record Pipeline(List<GoroutineDump> dumps, Optional<DumpPair> pair, List<LogEvents> logs) {
  static final String METRICS = "curl -s http://localhost:8888/metrics | grep otelcol_exporter_";

  static Pipeline of(Evidence evidence) {
    List<GoroutineDump> dumps = evidence.of(GoroutineDump.class).toList();
    return new Pipeline(dumps, DumpPair.of(dumps), evidence.of(LogEvents.class).toList());
  }

  /** The dump that shows most of a situation; empty when none shows it. */
  Optional<GoroutineDump> most(Situation situation) {
    return dumps.stream()
        .filter(dump -> dump.count(situation) > 0)
        .reduce((one, other) -> other.count(situation) > one.count(situation) ? other : one);
  }

  /** Whether goroutines in a situation wait for a minute, or in the same call in two dumps. */
  boolean lasts(Situation situation) {
    boolean minutes =
        dumps.stream()
            .flatMap(dump -> dump.in(situation).stream())
            .anyMatch(group -> group.waiting(1) > 0);
    return minutes || far(situation).isPresent();
  }

  /** The pair, when it is far enough apart and shares such calls. */
  private Optional<DumpPair> far(Situation situation) {
    return pair.filter(two -> two.isFarEnough() && still(two, situation) > 0);
  }

  private static long still(DumpPair two, Situation situation) {
    return two.last().in(situation).stream().mapToLong(two::still).sum();
  }

  /** How it is known to last, for a message: {@code , for at least 1 min}; empty when it is not. */
  String since(Situation situation) {
    int longest =
        dumps.stream()
            .flatMap(dump -> dump.in(situation).stream())
            .mapToInt(GoroutineGroup::longest)
            .max()
            .orElse(0);
    if (longest > 0) {
      return ", the longest for at least " + longest + " min";
    }
    return far(situation)
        .map(two -> ", the same calls in two dumps (" + two.words() + ")")
        .orElse("");
  }

  /** The lines of the log that say so. */
  List<LogEvents> said(Predicate<LogEvents> what) {
    return logs.stream().filter(what).toList();
  }

  static Subject subject(GoroutineDump dump) {
    return Subject.named("dump", dump.file());
  }

  static Sighting sighting(GoroutineDump dump, Situation situation) {
    return dump.in(situation).stream()
        .findFirst()
        .map(GoroutineGroup::sighting)
        .orElse(new Sighting("goroutine", "none of " + situation.label(), dump.spot()));
  }

  /** The finding with what the log says of the same thing. */
  Judgement.Found joined(Judgement.Found found, Predicate<LogEvents> what) {
    Judgement.Found joined = found;
    for (LogEvents events : said(what)) {
      String range = events.range().map(text -> ", " + text).orElse("");
      String text =
          "the log too: at least "
              + events.lines()
              + " lines \""
              + events.message().text()
              + "\" of "
              + (events.component().isEmpty() ? "an exporter" : events.component())
              + range;
      joined = joined.with(new Sighting("log", text, events.first()));
    }
    return joined;
  }
}
