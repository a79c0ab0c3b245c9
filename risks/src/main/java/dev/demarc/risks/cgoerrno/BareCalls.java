// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cgoerrno;

import dev.demarc.evidence.errorlog.Errno;
import dev.demarc.evidence.errorlog.LoggedError;
import dev.demarc.evidence.errorlog.LoggedErrors;
import dev.demarc.evidence.strace.FailureTimes;
import dev.demarc.evidence.strace.FailureTimes.Failed;
import dev.demarc.identify.NextStep;
import dev.demarc.identify.Undecided.Reason;
import dev.demarc.identify.forensics.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Traces without stacks: a line of the log that names a system call and says an error that only
 * other calls got. Whether C made the calls, and for which function, such a trace does not say.
 */
final class BareCalls {
  private BareCalls() {}

  static Stream<Judgement> doubted(FailureTimes trace, LoggedErrors log, NextStep next) {
    SequencedMap<String, NavigableSet<String>> errors = new TreeMap<>();
    for (Failed one : trace.failed()) {
      errors.computeIfAbsent(one.call(), key -> new TreeSet<>()).add(one.errno());
    }
    List<Judgement> said = new ArrayList<>();
    errors.forEach((call, own) -> {
      boolean fails = own.stream().noneMatch(Answers::isOne);
      log.lines().stream()
          .filter(line -> fails && trace.isWhole())
          .filter(line -> line.named(errors.keySet()).filter(call::equals).isPresent())
          .filter(line -> MisreportedErrno.isOther(line, own) && isOfAnother(line, errors))
          .findFirst()
          .map(line -> open(trace, call, line, next))
          .ifPresent(said::add);
    });
    return said.stream();
  }

  private static boolean isOfAnother(
      LoggedError line, SequencedMap<String, NavigableSet<String>> errors) {
    Errno said = line.error().orElseThrow();
    return said.equals(Errno.NONE)
        || errors.values().stream().anyMatch(one -> one.contains(said.name()));
  }

  private static Judgement open(FailureTimes trace, String call, LoggedError line, NextStep next) {
    Errno said = line.error().orElseThrow();
    Failed failed =
        trace.failed().stream().filter(one -> one.call().equals(call)).findFirst().orElseThrow();
    return new Judgement.Open(
        trace.subject().with("call", call),
        Reason.NOT_COLLECTED,
        "The log says "
            + said.name()
            + " of "
            + call
            + ", and the kernel never did in this trace, which does not say what C function made the calls.",
        List.of(MisreportedErrno.said(line, said, call), failed.seen()),
        List.of(next));
  }
}
