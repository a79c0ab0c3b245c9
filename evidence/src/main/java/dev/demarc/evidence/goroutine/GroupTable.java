// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.goroutine;

import dev.demarc.evidence.capture.Spot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects goroutines into groups; how many groups and numbers it keeps is bounded. */
final class GroupTable {
  static final int MOST_GROUPS = 10_000;
  private static final int MOST_NUMBERS = 512;
  private static final int MOST_MINUTES = 256;

  private final Names names;
  private final Map<Key, Group> groups = new LinkedHashMap<>();
  private long goroutines;
  private long ungrouped;

  GroupTable(Names names) {
    this.names = names;
  }

  /** The functions of a stack by number, and the state in words. */
  private record Key(int[] functions, String state, int hash) {
    static Key of(int[] functions, String state) {
      return new Key(functions, state, Arrays.hashCode(functions) * 31 + state.hashCode());
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key(int[] otherFunctions, String otherState, int otherHash)
          && hash == otherHash
          && state.equals(otherState)
          && Arrays.equals(functions, otherFunctions);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private static final class Group {
    final List<Frame> frames;
    final Optional<Frame> createdBy;
    final NavigableMap<Integer, Long> minutes = new TreeMap<>();
    final Map<Long, Long> calls = new LinkedHashMap<>();
    final PriorityQueue<Long> largest = new PriorityQueue<>(Comparator.reverseOrder());
    Spot spot;
    int longest;
    long count;

    Group(List<Frame> frames, Optional<Frame> createdBy, Spot spot) {
      this.frames = frames;
      this.createdBy = createdBy;
      this.spot = spot;
    }

    void number(long number, long call) {
      if (largest.size() == MOST_NUMBERS) {
        if (number >= largest.element()) {
          return;
        }
        calls.remove(largest.remove());
      }
      if (calls.put(number, call) == null) {
        largest.add(number);
      }
    }

    void waits(int since) {
      if (since > 0 && (minutes.size() < MOST_MINUTES || minutes.containsKey(since))) {
        minutes.merge(since, 1L, Long::sum);
      }
    }
  }

  void add(Stack stack, long count) {
    goroutines += count;
    int[] functions = stack.functions(names);
    Key key = Key.of(functions, stack.state());
    Group group = groups.get(key);
    if (group == null) {
      if (groups.size() == MOST_GROUPS) {
        ungrouped += count;
        return;
      }
      group = new Group(stack.frames(names), stack.createdBy(names), stack.spot());
      groups.put(key, group);
    }
    group.count += count;
    group.waits(stack.minutes());
    if (stack.minutes() > group.longest) {
      group.longest = stack.minutes();
      group.spot = stack.spot();
    }
    if (stack.number() > 0) {
      group.number(stack.number(), stack.call());
    }
  }

  long goroutines() {
    return goroutines;
  }

  long ungrouped() {
    return ungrouped;
  }

  List<GoroutineGroup> groups() {
    List<GoroutineGroup> all = new ArrayList<>();
    groups.forEach((key, group) -> {
      SortedMap<Long, Long> calls = new TreeMap<>(group.calls);
      all.add(
          new GoroutineGroup(
              group.frames,
              group.createdBy,
              key.state,
              group.count,
              group.minutes,
              calls,
              group.spot));
    });
    all.sort(
        Comparator.comparingLong(GoroutineGroup::count)
            .reversed()
            .thenComparing(group -> group.spot().line()));
    return all;
  }
}
