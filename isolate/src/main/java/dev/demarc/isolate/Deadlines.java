// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import dev.demarc.contract.Lifecycle;
import java.util.Optional;

/** The time-outs of a run, on the monotonic clock. */
final class Deadlines {
  private final Lifecycle lifecycle;
  private final long started;
  private long inputGiven;
  private long lastOutput;
  private boolean given;
  private boolean spoke;

  Deadlines(Lifecycle lifecycle, long started) {
    this.lifecycle = lifecycle;
    this.started = started;
  }

  void inputGiven(long now) {
    given = true;
    inputGiven = now;
  }

  void output(long now) {
    spoke = true;
    lastOutput = now;
  }

  /** Nanoseconds until the next time-out; negative or zero when one is over. */
  long left(long now) {
    long left = started + lifecycle.timeout().toNanos() - now;
    if (spoke) {
      left = Math.min(left, lastOutput + lifecycle.idleTimeout().toNanos() - now);
    } else if (given) {
      left = Math.min(left, inputGiven + lifecycle.firstByteTimeout().toNanos() - now);
    }
    return left;
  }

  /** The key of the contract whose time is over. */
  Optional<String> over(long now) {
    if (left(now) > 0) {
      return Optional.empty();
    }
    if (started + lifecycle.timeout().toNanos() <= now) {
      return Optional.of("lifecycle.timeout");
    }
    return Optional.of(spoke ? "lifecycle.idleTimeout" : "lifecycle.firstByteTimeout");
  }
}
