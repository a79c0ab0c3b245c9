// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.httptimeouts;

import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.goroutine.Callers;
import dev.demarc.evidence.goroutine.DumpPair;
import dev.demarc.evidence.goroutine.Frame;
import dev.demarc.evidence.goroutine.GoroutineDump;
import dev.demarc.evidence.goroutine.GoroutineGroup;
import dev.demarc.evidence.goroutine.Situation;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.NextStep;
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
  private final boolean farEnough;
  private final int minutes;
  private final String peer;
  private final SequencedMap<String, StuckCalls.Caller> callers = new LinkedHashMap<>();
  private final Map<String, Long> before = new LinkedHashMap<>();
  private final Map<String, Long> after = new LinkedHashMap<>();
  private long most;
  private long same;

  private Waits(Evidence evidence, int minutes) {
    this.dumps = evidence.of(GoroutineDump.class).toList();
    this.pair = DumpPair.of(dumps);
    this.farEnough = pair.filter(DumpPair::isFarEnough).isPresent();
    this.minutes = minutes;
    this.peer =
        evidence
            .of(Watch.class)
            .map(Watch::target)
            .filter(target -> target.matches("pid:\\d+"))
            .findFirst()
            .map(target -> "ss -tnp | grep 'pid=" + target.substring("pid:".length()) + ",'")
            .orElse("ss -tnp state established");
  }

  /**
   * Looks at all dumps. What a pipeline sends has its own deadline and its own rules.
   *
   * @param minutes from how many on a wait is long
   * @param counts which groups are looked at
   */
  static Waits of(
      Evidence evidence, Situation situation, int minutes, Predicate<GoroutineGroup> counts) {
    Waits waits = new Waits(evidence, minutes);
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
      byCaller.forEach((caller, groups) -> waits.add(dump, caller, groups));
    }
    return waits;
  }

  private void add(GoroutineDump dump, String caller, List<GoroutineGroup> groups) {
    long count = groups.stream().mapToLong(GoroutineGroup::count).sum();
    boolean isFirst = pair.filter(two -> two.first().spot().equals(dump.spot())).isPresent();
    Optional<DumpPair> asLast = pair.filter(two -> two.last().spot().equals(dump.spot()));
    if (isFirst) {
      before.put(caller, count);
    }
    List<StuckCalls.Stack> stacks = new ArrayList<>();
    for (GoroutineGroup group : groups) {
      long still = asLast.map(two -> two.still(group)).orElse(0L);
      same += still;
      stacks.add(new StuckCalls.Stack(group, group.waiting(minutes), farEnough ? still : 0));
    }
    if (asLast.isPresent()) {
      after.put(caller, count);
    }
    Optional<Frame> frame = Callers.of(groups.getFirst());
    callers.merge(
        caller,
        new StuckCalls.Caller(caller, frame, dump, stacks),
        (one, other) -> other.stuck() >= one.stuck() ? other : one);
  }

  /** Whether there is a dump at all. */
  boolean isEmpty() {
    return dumps.isEmpty();
  }

  /** What waits too long: one for each dump, which is one for a pair of dumps. */
  Stream<StuckCalls> stuck() {
    SequencedMap<GoroutineDump, List<StuckCalls.Caller>> byDump = new LinkedHashMap<>();
    for (StuckCalls.Caller caller : callers.values()) {
      if (caller.stuck() > 0) {
        byDump.computeIfAbsent(caller.dump(), key -> new ArrayList<>()).add(caller);
      }
    }
    return byDump.entrySet().stream()
        .map(entry -> {
          boolean isLast =
              pair.filter(two -> two.last().spot().equals(entry.getKey().spot())).isPresent();
          List<String> names = entry.getValue().stream().map(StuckCalls.Caller::name).toList();
          return new StuckCalls(
              entry.getValue(),
              minutes,
              isLast ? pair : Optional.empty(),
              isLast ? sum(before, names) : 0,
              isLast ? sum(after, names) : 0);
        });
  }

  private static long sum(Map<String, Long> counts, List<String> names) {
    return names.stream().mapToLong(name -> counts.getOrDefault(name, 0L)).sum();
  }

  /** How to see who is at the other end: of the process, where it is known. */
  NextStep peer() {
    return new NextStep("who is at the other end of its connections", peer);
  }

  /** How to see whether they still wait, after so many seconds. */
  NextStep again(int seconds) {
    return new NextStep("which of them are still there after " + seconds + " s", command(seconds));
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
    Subject subject = Subject.named("dump", dumps.getFirst().file());
    boolean each = pair.filter(two -> two.first().form() == GoroutineDump.Form.EACH).isPresent();
    if (each && farEnough) {
      String words = pair.map(DumpPair::words).orElse("");
      return Optional.of(Judgement.not(subject, "none is in the same call in two dumps, " + words));
    }
    List<String> all = List.copyOf(callers.keySet());
    String why =
        same > 0
            ? same
                + " in the same call in two dumps"
                + StuckCalls.growth(sum(before, all), sum(after, all))
                + "; how far apart they were taken is not known"
            : each
                ? most + "; two dumps show no call twice, and how far apart they were is not known"
                : most + "; one dump shows none that waits long enough";
    return Optional.of(
        Judgement.undecided(
            subject,
            Undecided.Reason.TOO_SHORT,
            what + ": " + why + ".",
            "a call that is in both is stuck",
            command(60)));
  }

  private String command(int seconds) {
    boolean many = dumps.stream().anyMatch(dump -> dump.goroutines() > MANY);
    String url = "http://localhost:6060/debug/pprof/goroutine?debug=" + (many ? 1 : 2);
    return "curl -s '"
        + url
        + "' -o "
        + NextStep.newFile("d1", ".txt")
        + "; sleep "
        + seconds
        + "; curl -s '"
        + url
        + "' -o "
        + NextStep.newFile("d2", ".txt");
  }
}
