// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import dev.demarc.contract.Durations;
import dev.demarc.contract.Lifecycle;
import dev.demarc.contract.Resources;
import dev.demarc.host.procfs.Proc;
import dev.demarc.host.syscall.Child;
import dev.demarc.host.syscall.Pipe;
import dev.demarc.host.syscall.Signals;
import dev.demarc.host.syscall.Streams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One run from its first byte to its last process: feeds, listens, watches the clock, ends it. One
 * thread does all of it by poll(2), so that no pipe can fill up while another is waited for.
 */
final class Conversation {
  // vocabulary, §h: fixed
  private static final Duration ORPHAN_GRACE = Duration.ofMillis(100);
  // a process that ignores SIGKILL for so long hangs in the kernel
  private static final Duration LAST_WAIT = Duration.ofSeconds(5);
  private static final long TICK = 2_000_000;

  private static final int IN = 0;
  private static final int OUT = 1;
  private static final int ERR = 2;
  private static final int END = 3;
  private static final int WAKE = 4;

  private final Child child;
  private final Ends ends;
  private final byte[] input;
  private final boolean holdInput;
  private final Members members;
  private final Lifecycle lifecycle;
  private final Sampler sampler;
  private final Deadlines deadlines;
  private final Capture stdout;
  private final Capture stderr;
  private final Proc proc = Proc.here();
  private final List<Run.RunBreach> breaches = new ArrayList<>();
  private final AtomicReference<Cause> asked = new AtomicReference<>(Cause.NONE);

  private boolean over;
  private Cause cause = Cause.NONE;
  private String detail = "";
  private int sent;
  private boolean inputOpen = true;
  private boolean outOpen = true;
  private boolean errOpen = true;
  private boolean ended;
  private boolean signalled;
  private long endedAt;
  private long stopAt;
  private Duration stopTook = Duration.ZERO;
  private long killedAt;

  /** The ends of the pipes that stay with Demarc. */
  record Ends(int in, int out, int err, Pipe wake) {}

  Conversation(
      Child child,
      Ends ends,
      byte[] input,
      boolean holdInput,
      Members members,
      Lifecycle lifecycle,
      Resources.Limits limits) {
    this.child = child;
    this.ends = ends;
    this.input = input;
    this.holdInput = holdInput;
    this.members = members;
    this.lifecycle = lifecycle;
    this.sampler = new Sampler(members, limits);
    this.stdout = new Capture(limits.output().count());
    this.stderr = new Capture(limits.stderr().count());
    this.deadlines = new Deadlines(lifecycle, System.nanoTime());
  }

  /** Asks for a stop by the contract's signal, or, with {@code CLOSED}, for a kill. */
  synchronized void ask(Cause why) {
    boolean first = asked.compareAndSet(Cause.NONE, why);
    if (over || (!first && why != Cause.CLOSED)) {
      return;
    }
    asked.set(why);
    try (Streams wake = new Streams(1)) {
      wake.write(ends.wake().in(), new byte[1], 0);
    }
  }

  /** Closes what only this conversation uses; nobody can ask it for anything any more. */
  private synchronized void hangUp() {
    over = true;
    Pipe.close(ends.wake().in());
    Pipe.close(ends.wake().out());
    Pipe.close(ends.out());
    Pipe.close(ends.err());
    if (inputOpen) {
      Pipe.close(ends.in());
    }
  }

  /** Talks until no process of the run is left, or nothing more can be done. */
  void hold() {
    sampler.begin(System.nanoTime());
    try (Streams streams = new Streams(5)) {
      streams.awaitReadable(OUT, ends.out());
      streams.awaitReadable(ERR, ends.err());
      streams.awaitReadable(END, child.handle());
      streams.awaitReadable(WAKE, ends.wake().out());
      if (input.length > 0) {
        streams.awaitWritable(IN, ends.in());
      } else {
        inputDone(streams);
      }
      while (step(streams)) {
        streams.await(Duration.ofNanos(pause()));
      }
      drain(streams);
    } finally {
      hangUp();
    }
  }

  /** One look at everything; false when the run is over. */
  private boolean step(Streams streams) {
    if (streams.ready(OUT)) {
      outOpen = listen(streams, OUT, ends.out(), stdout);
    }
    if (streams.ready(ERR)) {
      errOpen = listen(streams, ERR, ends.err(), stderr);
    }
    if (inputOpen && streams.ready(IN)) {
      feed(streams);
    }
    if (streams.ready(WAKE)) {
      streams.read(ends.wake().out());
    }
    long now = System.nanoTime();
    if (!ended && (streams.ready(END) || child.handle() < 0) && hasEnded()) {
      ended = true;
      endedAt = now;
      streams.unset(END);
    }
    obey(now);
    if (ended && !members.any()) {
      finishStop(now);
      return false;
    }
    if (ended) {
      return waitForRest(now);
    }
    watch(now);
    return killedAt == 0 || now - killedAt < LAST_WAIT.toNanos();
  }

  /** With a handle its readiness says it; without one only reaping does. */
  private boolean hasEnded() {
    return child.handle() >= 0 || child.reap().isPresent();
  }

  private void obey(long now) {
    Cause wish = asked.get();
    if (wish == Cause.CLOSED && killedAt == 0) {
      cause = cause == Cause.NONE ? Cause.CLOSED : cause;
      kill(now);
    } else if (wish == Cause.STOPPED && stopAt == 0 && killedAt == 0 && !ended) {
      cause = Cause.STOPPED;
      stop(now);
    }
  }

  private void watch(long now) {
    if (stopAt != 0) {
      if (killedAt == 0 && now - stopAt >= lifecycle.stop().within().toNanos()) {
        breaches.add(late());
        kill(now);
      }
      return;
    }
    if (killedAt != 0) {
      return;
    }
    if (now >= sampler.next()) {
      sample(now);
    }
    Optional<String> over = deadlines.over(now);
    if (over.isPresent() && killedAt == 0) {
      cause = Cause.TIMEOUT;
      detail = over.get();
      stop(now);
    }
  }

  /** The first process is gone and others live. */
  private boolean waitForRest(long now) {
    if (killedAt != 0) {
      return now - killedAt < LAST_WAIT.toNanos();
    }
    long grace = ORPHAN_GRACE.toNanos();
    boolean stopping = stopAt != 0;
    if (stopping && groupLives()) {
      // those have got the signal and may still obey
      grace = Math.max(grace, stopAt + lifecycle.stop().within().toNanos() - endedAt);
    }
    if (now - endedAt < grace) {
      return true;
    }
    List<Long> left = members.list();
    if (left.isEmpty()) {
      return true;
    }
    if (lifecycle.orphans() == Lifecycle.Orphans.FORBID) {
      breaches.add(
          new Run.RunBreach(
              "lifecycle/orphans",
              (left.size() == 1 ? "1 process" : left.size() + " processes")
                  + " outlived the first process by more than "
                  + ORPHAN_GRACE.toMillis()
                  + "ms; killed"));
    }
    if (stopping && now - stopAt >= lifecycle.stop().within().toNanos()) {
      breaches.add(late());
    }
    kill(now);
    return true;
  }

  private Run.RunBreach late() {
    return new Run.RunBreach(
        "lifecycle/stop",
        "still running "
            + Durations.text(lifecycle.stop().within())
            + " after "
            + lifecycle.stop().signal()
            + "; killed");
  }

  private boolean groupLives() {
    return members.list().stream()
        .flatMap(pid -> proc.stat(pid).stream())
        .anyMatch(stat -> stat.group() == child.pid() && stat.alive());
  }

  private void stop(long now) {
    stopAt = now;
    signalled = true;
    child.signalGroup(Signals.number(lifecycle.stop().signal()));
    child.signalGroup(Signals.CONT); // a stopped process could not obey
  }

  private void kill(long now) {
    killedAt = now;
    signalled = true;
    members.kill();
    child.signalGroup(Signals.KILL);
  }

  private void finishStop(long now) {
    if (stopAt != 0) {
      stopTook = Duration.ofNanos(now - stopAt);
    }
  }

  private void sample(long now) {
    sampler
        .sample(now)
        .ifPresent(over -> {
          cause = over;
          kill(now);
        });
  }

  private void feed(Streams streams) {
    int count = streams.write(ends.in(), input, sent);
    if (count < 0) { // it reads no more, and need not
      inputOpen = false;
      streams.unset(IN);
      Pipe.close(ends.in());
      deadlines.inputGiven(System.nanoTime());
      return;
    }
    sent += count;
    if (sent == input.length) {
      inputDone(streams);
    }
  }

  private void inputDone(Streams streams) {
    streams.unset(IN);
    deadlines.inputGiven(System.nanoTime());
    if (!holdInput) {
      inputOpen = false;
      Pipe.close(ends.in());
    }
  }

  /** Reads once; false at the end of the stream. */
  private boolean listen(Streams streams, int index, int end, Capture into) {
    Optional<byte[]> chunk = streams.read(end);
    if (chunk.isEmpty()) {
      return true;
    }
    if (chunk.get().length == 0) {
      streams.unset(index);
      return false;
    }
    if (index == OUT) {
      deadlines.output(System.nanoTime());
    }
    into.add(chunk.get());
    if (index == OUT && into.truncated() && killedAt == 0) {
      cause = cause == Cause.NONE ? Cause.OUTPUT : cause;
      kill(System.nanoTime());
    }
    return true;
  }

  /** What was written before the last process ended is still in the pipes. */
  private void drain(Streams streams) {
    while (outOpen && !stdout.truncated()) {
      Optional<byte[]> chunk = streams.read(ends.out());
      outOpen = chunk.isPresent() && chunk.get().length > 0;
      chunk.ifPresent(stdout::add);
    }
    if (stdout.truncated() && cause == Cause.NONE) {
      cause = Cause.OUTPUT;
    }
    while (errOpen && !stderr.truncated()) {
      Optional<byte[]> chunk = streams.read(ends.err());
      errOpen = chunk.isPresent() && chunk.get().length > 0;
      chunk.ifPresent(stderr::add);
    }
  }

  private long pause() {
    long now = System.nanoTime();
    if (ended || child.handle() < 0 || killedAt != 0) {
      return TICK;
    }
    if (stopAt != 0) {
      return Math.max(0, stopAt + lifecycle.stop().within().toNanos() - now);
    }
    return Math.max(0, Math.min(deadlines.left(now), sampler.next() - now));
  }

  Cause cause() {
    return cause;
  }

  /** The key whose time-out was over; empty text without one. */
  String detail() {
    return detail;
  }

  boolean signalled() {
    return signalled;
  }

  Duration stopTook() {
    return stopTook;
  }

  List<Run.RunBreach> breaches() {
    return breaches;
  }

  Capture stdout() {
    return stdout;
  }

  Capture stderr() {
    return stderr;
  }

  OptionalLong peakResident() {
    return sampler.peakResident();
  }

  /** What lives although it was killed. */
  List<Long> left() {
    return members.list();
  }
}
