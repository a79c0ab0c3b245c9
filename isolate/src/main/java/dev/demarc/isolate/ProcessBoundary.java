// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import dev.demarc.contract.Level;
import dev.demarc.contract.Outcome;
import dev.demarc.host.PrivateFolder;
import dev.demarc.host.cgroup.ControlGroups;
import dev.demarc.host.cgroup.InstanceLock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A new process for each call. */
final class ProcessBoundary implements Boundary {
  private static final Duration LAST_WAIT = Duration.ofSeconds(7);

  private final Cell cell;
  private final InstanceLock lock;
  private final Watchdog watchdog;
  private final Level level;
  private final List<ControlState> controls;
  private final Runnable forget;
  private final AtomicLong runs = new AtomicLong();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Set<Conversation> active = ConcurrentHashMap.newKeySet();

  ProcessBoundary(
      Cell cell,
      InstanceLock lock,
      Watchdog watchdog,
      Level level,
      List<ControlState> controls,
      Consumer<Boundary> forget) {
    this.cell = cell;
    this.lock = lock;
    this.watchdog = watchdog;
    this.level = level;
    this.controls = List.copyOf(controls);
    this.forget = () -> forget.accept(this);
  }

  @Override
  public Level level() {
    return level;
  }

  @Override
  public List<ControlState> controls() {
    return controls;
  }

  @Override
  public Optional<String> obstacle() {
    return cell.problem();
  }

  @Override
  public Run call(byte[] input) {
    if (Thread.currentThread().isVirtual()) {
      // poll(2) would hold the carrier of all virtual threads
      return onPlatformThread(() -> callHere(input)).get();
    }
    return callHere(input);
  }

  private Run callHere(byte[] input) {
    return switch (begin(input, false)) {
      case Failed(Run run) -> run;
      case Going(Cell.Begun begun) -> finish(begun);
    };
  }

  @Override
  public LiveRun start(byte[] input) {
    return switch (begin(input, true)) {
      case Failed(Run run) -> new Ended(run);
      case Going(Cell.Begun begun) -> new Live(begun, onPlatformThread(() -> finish(begun)));
    };
  }

  private sealed interface Beginning {}

  private record Failed(Run run) implements Beginning {}

  private record Going(Cell.Begun begun) implements Beginning {}

  private Beginning begin(byte[] input, boolean holdInput) {
    String id = "r" + runs.incrementAndGet();
    if (closed.get()) {
      return closed(id);
    }
    Optional<String> problem = cell.problem();
    if (problem.isPresent()) {
      return new Failed(Account.notStarted(id, Outcome.SF, problem.get()));
    }
    try {
      Cell.Begun begun = cell.begin(id, input, holdInput);
      active.add(begun.conversation());
      if (closed.get()) {
        begun.conversation().ask(Cause.CLOSED);
      }
      return new Going(begun);
    } catch (IOException cause) {
      if (closed.get()) { // in the middle of it
        return closed(id);
      }
      String text = String.valueOf(cause.getMessage());
      Outcome outcome = text.startsWith("/bin/sh") ? Outcome.SF : Outcome.XX;
      return new Failed(Account.notStarted(id, outcome, text));
    }
  }

  private static Beginning closed(String id) {
    return new Failed(Account.notStarted(id, Outcome.CC, "the boundary is closed"));
  }

  @Override
  public void stop() {
    active.forEach(conversation -> conversation.ask(Cause.STOPPED));
    drain(cell.contract().lifecycle().stop().within().plusSeconds(1));
  }

  private void drain(Duration most) {
    long end = System.nanoTime() + most.toNanos();
    while (!active.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private Run finish(Cell.Begun begun) {
    try {
      begun.conversation().hold();
      return Account.settle(cell.contract(), begun);
    } finally {
      active.remove(begun.conversation());
    }
  }

  private static Pending onPlatformThread(Callable<Run> work) {
    FutureTask<Run> task = new FutureTask<>(work);
    Thread.ofPlatform().name("demarc-run").start(task);
    return new Pending(task);
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    active.forEach(conversation -> conversation.ask(Cause.CLOSED));
    drain(LAST_WAIT);
    cell.groups().ifPresent(ControlGroups::close);
    cell.launcher().lane().close();
    PrivateFolder.delete(cell.temporary());
    watchdog.close();
    try {
      lock.close();
    } catch (IOException staysBehind) {
      // a lock file without a lock is swept by the next instance
    } finally {
      forget.run();
    }
  }

  /** A run on its own thread. */
  private record Pending(FutureTask<Run> task) {
    Run get() {
      try {
        return task.get();
      } catch (ExecutionException problem) {
        throw new IllegalStateException("a run failed inside Demarc", problem.getCause());
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted while a run goes on");
      }
    }
  }

  private record Live(Cell.Begun begun, Pending pending) implements LiveRun {
    @Override
    public long pid() {
      return begun.child().pid();
    }

    @Override
    public Run stop() {
      begun.conversation().ask(Cause.STOPPED);
      return pending.get();
    }

    @Override
    public Run await() {
      return pending.get();
    }

    @Override
    public void close() {
      begun.conversation().ask(Cause.CLOSED);
      pending.get();
    }
  }

  /** One that never began. */
  private record Ended(Run run) implements LiveRun {
    @Override
    public long pid() {
      return -1;
    }

    @Override
    public Run stop() {
      return run;
    }

    @Override
    public Run await() {
      return run;
    }

    @Override
    public void close() {}
  }
}
