// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import java.util.ArrayDeque;
import java.util.Deque;

/** How many parts a pattern has once its counted repeats are written out, kept as it is read. */
final class Size {
  private final long most;
  private final Deque<Long> outer = new ArrayDeque<>();
  private long group;
  private long last;
  private boolean tooLarge;

  Size(long most) {
    this.most = most;
  }

  /** The next letter, set, parenthesis or repeat of the pattern. */
  void next(char c) {
    switch (c) {
      case '(' -> {
        outer.push(group);
        group = 0;
      }
      case ')' -> {
        last = Math.max(1, group);
        group = last + (outer.isEmpty() ? 0 : outer.pop());
      }
      case '*', '+', '?', '{', '}', '|' -> {}
      default -> {
        last = 1;
        group++;
      }
    }
    tooLarge |= group > most;
  }

  /** The last part is repeated: {@code 3}, {@code 3,} or {@code 3,5}. */
  void times(String bounds) {
    String[] ends = bounds.split(",", -1);
    long copies = Math.max(number(ends[0]), number(ends[ends.length - 1]));
    tooLarge |= copies > most;
    group += last * Math.max(0, Math.min(copies, most) - 1);
    last *= Math.max(1, Math.min(copies, most));
    tooLarge |= group > most;
    group = Math.min(group, most + 1);
    last = Math.min(last, most + 1);
  }

  private long number(String digits) {
    return digits.matches("[0-9]{1,9}") ? Long.parseLong(digits) : digits.isEmpty() ? 0 : most + 1;
  }

  boolean isTooLarge() {
    return tooLarge;
  }
}
