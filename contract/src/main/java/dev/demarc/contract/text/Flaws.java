// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects flaws up to a fixed number, so that hostile bytes cannot fill the memory. */
public final class Flaws {
  /** The most flaws that one message is said to have. */
  public static final int MOST = 10_000;

  private final int most;
  private final List<Flaw> found = new ArrayList<>();

  /** Keeps up to {@link #MOST}. */
  public Flaws() {
    this(MOST);
  }

  /** Keeps up to a number. */
  public Flaws(int most) {
    this.most = most;
  }

  /** Keeps a flaw while there is room. */
  public void add(Flaw flaw) {
    if (found.size() < most) {
      found.add(flaw);
    }
  }

  /** True when no more can be kept. */
  public boolean isFull() {
    return found.size() >= most;
  }

  /** What was found, by offset; equal offsets in the order of finding. */
  public List<Flaw> inOrder() {
    return found.stream()
        .sorted(Comparator.comparingLong(flaw -> flaw.offset().orElse(Long.MAX_VALUE)))
        .toList();
  }
}
