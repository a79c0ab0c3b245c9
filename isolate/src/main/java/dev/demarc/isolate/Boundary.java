// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import dev.demarc.contract.Level;
import java.util.List;
import java.util.Optional;

/**
 * What stands between a host and one component: starts runs of it, limits them, watches them, ends
 * them, accounts for them.
 */
public interface Boundary extends AutoCloseable {
  /** The highest level whose every effect was written and read back on this host. */
  Level level();

  /**
   * Every control that the contract names or that is always on, and whether this host enforces it.
   */
  List<ControlState> controls();

  /**
   * Why the component cannot start, found without a start; empty when nothing speaks against it.
   */
  Optional<String> obstacle();

  /**
   * One call: start, feed {@code input}, wait for the end or the time-out, clean up, account. Many
   * at once are fine.
   */
  Run call(byte[] input);

  /**
   * Starts a run, feeds {@code input} and holds standard input open, for checks of the lifecycle.
   */
  LiveRun start(byte[] input);

  /** Ends what runs as the contract says: its stop signal, {@code stop.within}, then a kill. */
  void stop();

  /** Ends what still runs and removes the cgroups of this boundary. */
  @Override
  void close();

  /** A run that somebody else ends. */
  interface LiveRun extends AutoCloseable {
    /** Process id of the first process. */
    long pid();

    /**
     * Sends the contract's stop signal, waits {@code stop.within}, kills what is left, accounts.
     */
    Run stop();

    /** Waits for the end by itself or the time-out. */
    Run await();

    /** Kills what is left. */
    @Override
    void close();
  }
}
