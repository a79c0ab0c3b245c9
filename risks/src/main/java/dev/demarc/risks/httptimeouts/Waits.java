// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.httptimeouts;

import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.goroutine.Callers;
import dev.demarc.evidence.goroutine.DumpPair;
import dev.demarc.evidence.goroutine.Frame;
import dev.demarc.evidence.goroutine.GoroutineDump;
import dev.demarc.evidence.goroutine.GoroutineGroup;
import dev.demarc.evidence.goroutine.Situation;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.Judgement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The goroutines of all dumps in one situation, by caller, with what shows how long they wait: the
 * runtime's minutes, or the same call in two dumps.
 */
final class Waits {
  private static final int MANY = 5000;

  private final List<GoroutineDump> dumps;
  private final Optional<DumpPair> pair;
  private final SequencedMap<String, Wait> callers = new LinkedHashMap<>();
  private long most;

  /**
   * All goroutines of one caller.
   *
   * @param caller empty when no one outside the library is in the stack
   * @param known how many wait at least so many minutes, in the dump where they are most
   * @param longest wait in minutes of these
   * @param still how many are in the same call in the first and the last of the dumps
   * @param groups of the dump that shows most
   */
  record Wait(
      Optional<Frame> caller, long known, int longest, long still, List<GoroutineGroup> groups) {
    /** How many the evidence shows to wait long. */
    long stuck(boolean farEnough) {
      return Math.max(known, farEnough ? still : 0);
    }

    String words() {
      return caller.map(Frame::brief).orElse("net/http");
    }

    Subject subject(GoroutineDump dump) {
      return caller
          .map(frame -> Subject.named("caller", frame.function()))
          .orElse(Subject.named("dump", dump.file()));
    }
  }

  private Waits(List<GoroutineDump> dumps) {
    this.dumps = dumps;
    this.pair = DumpPair.of(dumps);
  }

  /**
   * Looks at all dumps. What a pipeline sends has its own deadline and its own rules.
   *
   * @param minutes from how many on a wait is long
   * @param counts which groups are looked at
   */
  static Waits of(
      Evidence evidence, Situation situation, int minutes, Predicate<GoroutineGroup> counts) {
    Waits waits = new Waits(evidence.of(GoroutineDump.class).toList());
    for (GoroutineDump dump : waits.dumps) {
      Map<String, List<GoroutineGroup>> byCaller = new LinkedHashMap<>();
      long here = 0;
      for (GoroutineGroup group : dump.in(situation)) {
        if (Situation.of(group) == situation && counts.test(group)) {
          String caller = Callers.of(group).map(Frame::function).orElse("");
          byCaller.computeIfAbsent(caller, key -> new ArrayList<>()).add(group);
          here += group.count();
        }
      }
      waits.most = Math.max(waits.most, here);
      byCaller.forEach((caller, groups) -> waits.add(dump, caller, groups, minutes));
    }
    return waits;
  }

  private void add(GoroutineDump dump, String caller, List<GoroutineGroup> groups, int minutes) {
    long known = groups.stream().mapToLong(group -> group.waiting(minutes)).sum();
    int longest = groups.stream().mapToInt(GoroutineGroup::longest).max().orElse(0);
    long still =
        pair.filter(two -> two.last().spot().equals(dump.spot()))
            .map(two -> groups.stream().mapToLong(two::still).sum())
            .orElse(0L);
    Wait wait = new Wait(Callers.of(groups.getFirst()), known, longest, still, groups);
    callers.merge(caller, wait, Waits::more);
  }

  private static Wait more(Wait one, Wait other) {
    Wait most = other.known + other.still >= one.known + one.still ? other : one;
    return new Wait(
        most.caller,
        Math.max(one.known, other.known),
        Math.max(one.longest, other.longest),
        Math.max(one.still, other.still),
        most.groups);
  }

  /** Whether there is a dump at all. */
  boolean isEmpty() {
    return dumps.isEmpty();
  }

  /** What each caller waits for too long. */
  Stream<Wait> stuck() {
    return callers.values().stream().filter(wait -> stuck(wait) > 0);
  }

  /** How many goroutines of a caller wait too long. */
  long stuck(Wait wait) {
    return wait.stuck(pair.filter(DumpPair::isFarEnough).isPresent());
  }

  /** How long these wait, for a message: {@code for at least 2 min}. */
  String since(Wait wait, int minutes) {
    return wait.known > 0 && wait.longest >= minutes
        ? "for at least " + wait.longest + " min"
        : "in the same call in two dumps, " + pair.map(DumpPair::words).orElse("");
  }

  /** The first dump, which stands for the process when no caller does. */
  GoroutineDump dump() {
    return dumps.getFirst();
  }

  /**
   * What to say when nothing is shown to be stuck: nothing when there is nobody, undecided, or
   * ruled out by two dumps that are far enough apart.
   *
   * @param what waits: {@code Requests that wait for a response header}
   */
  Optional<Judgement> otherwise(String what) {
    if (most == 0 || stuck().findAny().isPresent()) {
      return Optional.empty();
    }
    Subject subject = Subject.named("dump", dump().file());
    boolean each = pair.filter(two -> two.first().form() == GoroutineDump.Form.EACH).isPresent();
    boolean same = callers.values().stream().anyMatch(wait -> wait.still > 0);
    if (each && pair.filter(DumpPair::isFarEnough).isPresent()) {
      String words = pair.map(DumpPair::words).orElse("");
      return Optional.of(Judgement.not(subject, "none is in the same call in two dumps, " + words));
    }
    String why =
        same
            ? " in the same call in two dumps; how far apart they were taken is not known"
            : each
                ? "; two dumps show no call twice, and how far apart they were is not known"
                : "; one dump shows none that waits long enough";
    return Optional.of(
        Judgement.undecided(
            subject,
            Undecided.Reason.TOO_SHORT,
            what + ": " + most + why + ".",
            "a call that is in both is stuck",
            command()));
  }

  private String command() {
    boolean many = dumps.stream().anyMatch(dump -> dump.goroutines() > MANY);
    String url = "http://localhost:6060/debug/pprof/goroutine?debug=" + (many ? 1 : 2);
    return "curl -s '" + url + "' -o d1.txt; sleep 60; curl -s '" + url + "' -o d2.txt";
  }
}
