// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.goroutine;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Spot;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Goroutines of one dump with the same calls in the same state.
 *
 * @param kind a digest of functions and state, the same in each dump
 * @param frames innermost first, without those of package runtime unless there are no others
 * @param createdBy the function that started them
 * @param state as the runtime says it, without minutes and flags: {@code select}; empty where the
 *     dump has none ({@code debug=1})
 * @param count how many they are
 * @param minutes how many of them wait since how many whole minutes. It is a lower bound: the
 *     runtime notes the time at a garbage collection, and prints nothing below one minute
 * @param calls a digest of the calls' arguments by goroutine, of those with the smallest numbers,
 *     which are the oldest; empty where the dump has no numbers
 * @param spot the header of the one that waits longest
 */
public record GoroutineGroup(
    long kind,
    List<Frame> frames,
    Optional<Frame> createdBy,
    String state,
    long count,
    NavigableMap<Integer, Long> minutes,
    SortedMap<Long, Long> calls,
    Spot spot) {
  /** Copies the collections. */
  public GoroutineGroup {
    frames = List.copyOf(frames);
    minutes = Collections.unmodifiableNavigableMap(new TreeMap<>(minutes));
    calls = Collections.unmodifiableSortedMap(new TreeMap<>(calls));
  }

  /** Whether a call of this function is in the stack. */
  public boolean calls(String function) {
    return frames.stream().anyMatch(frame -> frame.function().equals(function));
  }

  /** The innermost function; empty when the stack was not there. */
  public String top() {
    return frames.isEmpty() ? "" : frames.getFirst().function();
  }

  /** The longest wait in whole minutes; 0 when none is known. */
  public int longest() {
    return minutes.isEmpty() ? 0 : minutes.lastKey();
  }

  /** The shortest of the waits that are at least so long, in whole minutes; 0 when none is. */
  public int shortest(int atLeast) {
    return Optional.ofNullable(minutes.ceilingKey(atLeast)).orElse(0);
  }

  /** How many wait at least so long. */
  public long waiting(int atLeast) {
    return minutes.tailMap(atLeast, true).values().stream().mapToLong(Long::longValue).sum();
  }

  /** The numbers of those that are in the same call in another dump too. */
  public List<Long> stillIn(GoroutineGroup later) {
    return calls.entrySet().stream()
        .filter(call -> call.getValue().equals(later.calls.get(call.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What is seen of it, in one line: count, state, wait, and the calls down to the caller. */
  public Sighting sighting() {
    return sighting(count);
  }

  /**
   * The same where a message speaks of a part of them: {@code 50 of 214 goroutines}.
   *
   * @param part how many the message speaks of
   */
  public Sighting sighting(long part) {
    StringBuilder text = new StringBuilder();
    if (part != count) {
      text.append(part).append(" of ");
    }
    text.append(count).append(count == 1 ? " goroutine" : " goroutines");
    if (!state.isEmpty()) {
      text.append(" [").append(state);
      text.append(longest() == 0 ? "]" : ", " + longest() + " minutes]");
    }
    Optional<Frame> library =
        frames.stream().skip(1).filter(frame -> isOfLibrary(frame.function())).findFirst();
    Optional<Frame> caller =
        Callers.of(this)
            .or(() -> frames.isEmpty() ? Optional.empty() : Optional.of(frames.getLast()));
    String calls =
        Stream.concat(frames.stream().limit(1), Stream.concat(library.stream(), caller.stream()))
            .distinct()
            .map(Frame::words)
            .collect(Collectors.joining(" < ", " ", ""));
    text.append(calls);
    return new Sighting("goroutine", text.toString(), spot);
  }

  private static boolean isOfLibrary(String function) {
    return function.startsWith("net/http.")
        || function.contains("/exporterhelper/internal.(*retrySender)")
        || function.contains("/batchprocessor.")
        || function.contains("/queue.(*memoryQueue")
        || function.contains("/storage/remote.(*QueueManager)");
  }
}
