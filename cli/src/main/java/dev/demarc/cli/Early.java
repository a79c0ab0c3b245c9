// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** A value that a thread of its own works out before it is needed. */
final class Early<T> implements Supplier<T> {
  private final String name;
  private final FutureTask<T> work;

  Early(String name, Supplier<T> how) {
    this.name = name;
    this.work = new FutureTask<>(how::get);
  }

  /** Begins; without this, whoever asks first does the work. */
  void begin() {
    Thread.ofPlatform().daemon().name(name).start(work);
  }

  /** The value, or the failure of its making. Who is interrupted while it waits still gets it. */
  @Override
  public T get() {
    work.run(); // does nothing when it has begun
    boolean isInterrupted = false;
    try {
      while (true) {
        try {
          return work.get();
        } catch (InterruptedException later) {
          isInterrupted = true;
        }
      }
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case RuntimeException own -> throw own;
        case Error own -> throw own;
        case null, default -> throw new IllegalStateException(failed);
      }
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
