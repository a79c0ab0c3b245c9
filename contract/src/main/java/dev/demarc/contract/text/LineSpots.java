// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Keeps the first spot of each physical line, up to the number that is ever shown. */
final class LineSpots {
  private final List<Spot> spots = new ArrayList<>();
  private boolean fresh = true;

  /** A line begins. */
  void newLine() {
    fresh = true;
  }

  /** Keeps a spot when it is the first of its line; others are not even made. */
  void add(Supplier<Spot> spot) {
    if (fresh && spots.size() < Flaws.MOST) {
      spots.add(spot.get());
    }
    fresh = false;
  }

  List<Spot> all() {
    return spots;
  }
}
