// SPDX-License-Identifier: Apache-2.0
package dev.demarc.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** As many calls at once as the component promises to bear, on platform threads. */
final class Crew implements AutoCloseable {
  private static final int MOST = 64;

  private final ExecutorService threads;
  private final int size;

  Crew(int concurrency) {
    size = Math.clamp(concurrency, 1, MOST);
    threads = Executors.newFixedThreadPool(size, Thread.ofPlatform().name("call-", 1).factory());
  }

  int size() {
    return size;
  }

  /**
   * Does all jobs and gives their results in the order of the jobs; empty for those that the budget
   * did not let start.
   */
  <T> List<Optional<T>> all(List<Callable<T>> jobs, Budget budget, IntConsumer done)
      throws InterruptedException {
    List<Future<Optional<T>>> futures = new ArrayList<>();
    for (Callable<T> job : jobs) {
      futures.add(threads.submit(() -> budget.gone() ? Optional.empty() : Optional.of(job.call())));
    }
    List<Optional<T>> results = new ArrayList<>();
    try {
      for (Future<Optional<T>> future : futures) {
        results.add(future.get());
        done.accept(results.size());
      }
    } catch (ExecutionException e) {
      throw unchecked(e);
    } finally {
      futures.forEach(future -> future.cancel(true));
    }
    return results;
  }

  private static RuntimeException unchecked(ExecutionException failed) {
    return failed.getCause() instanceof RuntimeException known
        ? known
        : new IllegalStateException("a call of the trial failed", failed);
  }

  /** Interrupts what still runs; a boundary ends the run of an interrupted thread. */
  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
