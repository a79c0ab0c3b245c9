// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.httptimeouts;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.goroutine.DumpPair;
import dev.demarc.evidence.goroutine.Frame;
import dev.demarc.evidence.goroutine.GoroutineDump;
import dev.demarc.evidence.goroutine.GoroutineGroup;
import dev.demarc.identify.forensics.Judgement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Goroutines that wait too long, of all callers that one dump, or a pair of them, shows.
 *
 * @param callers the one with most first
 * @param minutes from how many on a wait is long
 * @param pair the dumps that show it, when there are two
 * @param before how many of these callers wait in the first of the pair, stuck or not
 * @param after how many in the last
 */
record StuckCalls(
    List<Caller> callers, int minutes, Optional<DumpPair> pair, long before, long after) {
  private static final Comparator<Caller> LARGEST =
      Comparator.comparingLong(Caller::stuck).reversed().thenComparing(Caller::name);

  /** Sorts the callers. */
  StuckCalls {
    callers = callers.stream().sorted(LARGEST).toList();
  }

  /**
   * Goroutines with one stack.
   *
   * @param known how many wait for so many minutes as the runtime says
   * @param still how many are in the same call in both dumps, when these are far enough apart
   */
  record Stack(GoroutineGroup group, long known, long still) {
    /** How many the evidence shows to wait long. */
    long stuck() {
      return Math.max(known, still);
    }
  }

  /**
   * All goroutines of one caller in the dump that shows most.
   *
   * @param name of the function; empty when no one outside the library is in the stack
   * @param frame its call
   */
  record Caller(String name, Optional<Frame> frame, GoroutineDump dump, List<Stack> stacks) {
    /** Copies the list. */
    Caller {
      stacks = List.copyOf(stacks);
    }

    /** How many the evidence shows to wait long. */
    long stuck() {
      return stacks.stream().mapToLong(Stack::stuck).sum();
    }
  }

  /** How many the evidence shows to wait long: the sum of what the proof says. */
  long count() {
    return callers.stream().mapToLong(Caller::stuck).sum();
  }

  /** Of these, how many are shown to wait for so long, by minutes or by dumps so far apart. */
  long lasting(Duration least) {
    boolean isApart = pair.filter(two -> two.isApart(least)).isPresent();
    return isApart ? count() : known();
  }

  private long known() {
    return stacks().stream().mapToLong(Stack::known).sum();
  }

  private List<Stack> stacks() {
    return callers.stream()
        .flatMap(caller -> caller.stacks().stream())
        .filter(stack -> stack.stuck() > 0)
        .toList();
  }

  /** Who calls, for a sentence. The subject and the proof name them too. */
  String who() {
    return callers.size() == 1
        ? callers.getFirst().frame().map(Frame::brief).orElse("net/http")
        : callers.size() + " callers";
  }

  /** How long they wait, for a message: {@code for at least 2 min}. */
  String since() {
    if (known() < count()) {
      return "in both dumps, " + pair.map(DumpPair::words).orElse("") + growth(before, after);
    }
    int shortest =
        stacks().stream()
            .filter(stack -> stack.known() > 0)
            .mapToInt(stack -> stack.group().shortest(minutes))
            .min()
            .orElse(minutes);
    int longest = stacks().stream().mapToInt(stack -> stack.group().longest()).max().orElse(0);
    return "for at least "
        + shortest
        + " min"
        + (longest > shortest ? ", the longest for " + longest + " min" : "")
        + growth(before, after);
  }

  /** That they become more, when they do: {@code (first 50, then 214)}. */
  static String growth(long before, long after) {
    return after > before && before > 0 ? " (first " + before + ", then " + after + ")" : "";
  }

  /** The caller with most; the dump when no one outside the library is in the stack. */
  Subject subject() {
    Caller first = callers.getFirst();
    return first
        .frame()
        .map(frame -> Subject.named("caller", frame.function()))
        .orElse(Subject.named("dump", first.dump().file()));
  }

  /** Found, with a line of proof for each stack; their numbers add up to the message's. */
  Judgement.Found found(Subject subject, String message) {
    List<Sighting> proof =
        stacks().stream().map(stack -> stack.group().sighting(stack.stuck())).toList();
    Judgement.Found found = Judgement.found(subject, message, proof.getFirst());
    for (Sighting more : proof.subList(1, proof.size())) {
      found = found.with(more);
    }
    return found;
  }
}
