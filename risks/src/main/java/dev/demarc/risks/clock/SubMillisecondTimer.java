// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.clock;

import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.GoFile;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A wait of less than a millisecond: Go's poller on Linux waits in whole milliseconds. */
final class SubMillisecondTimer implements Rule {
  private static final List<String> WAITS =
      List.of("Sleep", "After", "AfterFunc", "NewTimer", "NewTicker", "Tick");

  /**
   * Shorter waits are over before the thread gets to its poller: measured, time.Sleep(2µs) takes 4
   * µs and time.Sleep(10µs) takes 1.07 ms (Go 1.26.8, Linux 6.18).
   */
  private static final Duration LEAST = Duration.ofNanos(10_000);

  private static final Duration MILLISECOND = Duration.ofMillis(1);

  @Override
  public RuleId id() {
    return RuleId.of("clock/sub-millisecond-timer");
  }

  @Override
  public Severity severity() {
    return Severity.LOW;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public String why() {
    return "An idle thread of Go waits in epoll, which counts whole milliseconds, and the runtime"
        + " rounds up. The kernel's timer slack of 50 µs is not the cause.";
  }

  @Override
  public String fix() {
    return "Wait for an event instead of time, do more work per wake-up, or write 1 ms, which is what"
        + " it takes.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return evidence
        .of(GoPackage.class)
        .flatMap(in ->
            in.files().stream()
                .filter(file -> CodeRole.isService(file) && !file.isGenerated())
                .filter(file -> file.imported("time").isPresent())
                .flatMap(file -> inFile(in, file)));
  }

  private static Stream<Match> inFile(GoPackage in, GoFile file) {
    return file.root().walk().stream()
        .filter(node -> node.is(Kind.CALL))
        .flatMap(node -> match(in, node).stream());
  }

  private static Optional<Match> match(GoPackage in, Node call) {
    Optional<String> name = WAITS.stream().filter(one -> in.isCall(call, "time", one)).findFirst();
    if (name.isEmpty() || CodeRole.isForWindows(call)) {
      return Optional.empty();
    }
    return call.child(1)
        .flatMap(new ConstantDuration(in)::of)
        .filter(wait -> wait.compareTo(LEAST) >= 0 && wait.compareTo(MILLISECOND) < 0)
        .map(wait ->
            Match.at(
                call.place(),
                "time."
                    + name.get()
                    + " of "
                    + micros(wait)
                    + " µs waits about 1 ms on Linux whenever its thread has nothing else to run."));
  }

  private static String micros(Duration wait) {
    long nanos = wait.toNanos();
    return nanos % 1000 == 0 ? String.valueOf(nanos / 1000) : nanos / 1000 + "." + nanos % 1000;
  }
}
