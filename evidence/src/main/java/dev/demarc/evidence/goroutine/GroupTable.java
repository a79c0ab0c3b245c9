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

/** Collects the goroutines of a dump into groups, within what a file may have in all. */
final class GroupTable {
  static final int MOST_GROUPS = 10_000;

  /** Of one group, the smallest: what is stuck is old. */
  private static final int MOST_NUMBERS = 512;

  private static final int MOST_MINUTES = 256;

  private final Names names;
  private final Budget budget;
  private final Map<Key, Group> groups = new LinkedHashMap<>();
  private long goroutines;
  private long ungrouped;

  GroupTable(Names names, Budget budget) {
    this.names = names;
    this.budget = budget;
  }

  /** What all dumps of a file may keep together. */
  static final class Budget {
    private int groups = 2 * MOST_GROUPS;
    private int frames = 1 << 18;
    private int numbers = 1 << 17;

    private boolean takeGroup(int depth) {
      if (groups == 0 || frames < depth) {
        return false;
      }
      groups--;
      frames -= depth;
      return true;
    }

    private boolean takeNumber() {
      return numbers-- > 0;
    }
  }

  /** The functions of a stack by number, and the state in words. */
  private record Key(int[] functions, String state, int hash) {
    static Key of(int[] functions, String state) {
      return new Key(functions, state, Arrays.hashCode(functions) * 31 + state.hashCode());
    }

    /** Numbers of functions differ between files, their names do not. */
    long kind(Names names) {
      long kind = digest(0xcbf29ce484222325L, state);
      for (int function : functions) {
        kind = digest(kind, names.text(function));
      }
      return kind;
    }

    private static long digest(long before, String text) {
      long digest = before * 0x100000001b3L ^ 0xff;
      for (int i = 0; i < text.length(); i++) {
        digest = (digest ^ text.charAt(i)) * 0x100000001b3L;
      }
      return digest;
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

    void number(long number, long call, Budget budget) {
      boolean isFull = largest.size() == MOST_NUMBERS;
      if (isFull ? number >= largest.element() : !budget.takeNumber()) {
        return;
      }
      if (isFull) {
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
      if (groups.size() == MOST_GROUPS || !budget.takeGroup(functions.length)) {
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
      group.number(stack.number(), stack.call(), budget);
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
              key.kind(names),
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
            .thenComparingInt(group -> group.spot().line()));
    return all;
  }
}
