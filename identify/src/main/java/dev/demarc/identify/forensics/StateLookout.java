// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Looks at several states together, at the beginning and at the end of a time. */
public final class StateLookout {
  private final List<StateWatch> states;
  private final Duration whole;
  private final long began = System.nanoTime();
  private final Instant first = Instant.now();

  /** Takes the first look. */
  public StateLookout(List<StateWatch> states, Duration whole) {
    this.states = List.copyOf(states);
    this.whole = whole;
    this.states.forEach(state -> state.look(first));
  }

  /**
   * Takes the second look when the time is over. Its time is that of the first and what has passed
   * since, so that a clock that is set meanwhile changes nothing.
   */
  public void end() throws InterruptedException {
    long due = began + whole.toNanos() - System.nanoTime();
    if (due > 0) {
      Thread.sleep(Duration.ofNanos(due));
    }
    Instant last = first.plusNanos(System.nanoTime() - began);
    states.forEach(state -> state.look(last));
  }
}
