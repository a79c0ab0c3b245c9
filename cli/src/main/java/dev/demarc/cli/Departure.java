// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.isolate.Boundaries;

/**
 * What is done when a signal ends Demarc: the work is told to stop and gets a while to clean up,
 * then whatever still runs behind a boundary is ended. Java itself then exits with 128 and the
 * number of the signal.
 */
final class Departure {
  // longer than the stop of a component by default (lifecycle.stop.within, 5s)
  private static final long GRACE_MILLIS = 8_000;

  private final Thread work;
  private final boolean wrapper;
  private State state = State.WORKING;

  private enum State {
    WORKING,
    OVER,
    LEAVING
  }

  private Departure(Thread work, boolean wrapper) {
    this.work = work;
    this.wrapper = wrapper;
  }

  /**
   * Watches over the work of a thread until {@link #over}.
   *
   * @param wrapper the component gets its stop signal and its time to end; else it is killed
   */
  static Departure watch(Thread work, Console console, boolean wrapper) {
    Departure departure = new Departure(work, wrapper);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> departure.leave(console), "departure"));
    return departure;
  }

  /** The work has ended; false when a signal came first, and the exit code is no longer its own. */
  synchronized boolean over() {
    if (state == State.LEAVING) {
      return false;
    }
    state = State.OVER;
    return true;
  }

  private synchronized boolean begin() {
    if (state == State.OVER) {
      return false;
    }
    state = State.LEAVING;
    return true;
  }

  private void leave(Console console) {
    if (!begin()) {
      return;
    }
    work.interrupt();
    if (wrapper) { // vocabulary, §b: the signal is forwarded as the contract's stop
      Boundaries.stopAll();
    }
    Boundaries.closeAll();
    try {
      work.join(GRACE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Boundaries.closeAll();
    console.note(
        work.isAlive()
            ? "demarc: stopped by a signal; nothing runs behind a boundary, but the work did not end"
            : "demarc: stopped by a signal, cleaned up");
  }
}
