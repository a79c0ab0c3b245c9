// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cgoerrno;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.errorlog.Errno;
import dev.demarc.evidence.errorlog.LoggedError;
import dev.demarc.evidence.errorlog.LoggedErrors;
import dev.demarc.evidence.strace.FailureTimes;
import dev.demarc.evidence.strace.FailureTimes.Failed;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.NextStep;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided.Reason;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import dev.demarc.risks.cgoerrno.Accounts.Case;
import dev.demarc.risks.cgoerrno.WrittenLines.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.stream.Stream;

/** The kernel gave a C function one error, and the log says another of it. */
final class MisreportedErrno implements ForensicRule {
  private static final String KIND = "error-log";
  private static final int MOST_SHOWN = 3;

  private static final NextStep TRACE =
      new NextStep(
          "a trace with moments, stacks and what the process writes, and its log of the same time",
          "strace -f -ttt -k -s 0 -e trace=%network,%file,%desc -p PID -o "
              + NextStep.newFile("app", ".strace"));

  @Override
  public RuleId id() {
    return RuleId.of("cgo-errno/misreported-errno");
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public String why() {
    return "errno belongs to the thread. Between the call of C that failed and the one that reads errno the"
        + " goroutine moved to another thread, or another goroutine called C on this one, so that the error"
        + " of another call was read: whoever reads the log looks in the wrong place.";
  }

  @Override
  public String fix() {
    return "Call it in the two-value form, n, err := C.f(…), and test n first; or let the C function return"
        + " -errno.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    List<LoggedErrors> logs = evidence.of(LoggedErrors.class).toList();
    return evidence
        .of(FailureTimes.class)
        .flatMap(trace -> logs.stream().flatMap(log -> judge(trace, log)));
  }

  private static Stream<Judgement> judge(FailureTimes trace, LoggedErrors log) {
    if (!trace.hasStacks()) {
      return BareCalls.doubted(trace, log, TRACE);
    }
    Optional<List<Line>> lines = WrittenLines.in(trace, log);
    if (lines.isEmpty()) {
      return unaligned(trace, log);
    }
    Accounts accounts = new Accounts(trace, lines.get());
    List<Judgement> said = new ArrayList<>();
    Accounts.errors(trace)
        .forEach((function, errors) ->
            ofFunction(trace, accounts, function, errors).ifPresent(said::add));
    if (log.more() > 0) {
      said.add(
          Judgement.undecided(
              trace.subject(),
              Reason.TRUNCATED,
              log.more() + " lines of the log with errors were not looked at.",
              "the time of the trace alone",
              "tail -n 20000 app.log > " + NextStep.newFile("part", ".log")));
    }
    return said.stream();
  }

  private static Optional<Judgement> ofFunction(
      FailureTimes trace, Accounts accounts, String function, NavigableSet<String> errors) {
    Subject subject = subject(trace, function);
    List<Case> doubted =
        accounts.doubted(function).stream()
            .filter(one -> !Answers.isPending(one.said().name()))
            .toList();
    int agreeing = accounts.agreeing(function);
    if (errors.stream().anyMatch(Answers::isPending) || doubted.isEmpty()) {
      return agreeing > 0 && doubted.isEmpty()
          ? Optional.of(
              Judgement.not(
                  subject,
                  agreeing
                      + (agreeing == 1 ? " line" : " lines")
                      + " of the log that "
                      + (agreeing == 1 ? "names" : "name")
                      + " it: what the kernel said in the same second"))
          : Optional.empty();
    }
    if (!trace.isWhole()) {
      return Optional.of(
          open(
              subject,
              Reason.TRUNCATED,
              "the trace has more failing calls than are kept",
              doubted.getFirst(),
              new NextStep("a shorter trace", "timeout 10 " + TRACE.command())));
    }
    List<Case> proven =
        doubted.stream()
            .filter(one -> !accounts.isGosOwn(one))
            .filter(accounts::isProven)
            .filter(one -> agreeing > 0 || accounts.untold(one).isEmpty())
            .toList();
    return Optional.of(
        proven.isEmpty()
            ? unproven(subject, accounts, function, doubted.getFirst())
            : found(subject, accounts, function, proven));
  }

  private static Judgement found(
      Subject subject, Accounts accounts, String function, List<Case> proven) {
    Case first = proven.getFirst();
    Optional<Failed> source = accounts.source(first);
    int naming = accounts.naming(function);
    String message =
        proven.size()
            + " of "
            + naming
            + (naming == 1 ? " line" : " lines")
            + " of the log that name "
            + function
            + " say another error than the kernel: "
            + first.said().name()
            + source.map(one -> ", which C." + one.function() + " got,").orElse("")
            + " where "
            + first.failed().call()
            + " in it failed with "
            + first.failed().errno()
            + ".";
    Judgement.Found found =
        Judgement.found(subject, message, line(first, function)).with(first.failed().seen());
    if (source.isPresent()) {
      found = found.with(source.get().seen());
    }
    for (Case more : proven.stream().skip(1).limit(MOST_SHOWN).toList()) {
      found = found.with(line(more, function)).with(more.failed().seen());
    }
    return found.next(reads(function));
  }

  private static Judgement unproven(Subject subject, Accounts accounts, String function, Case one) {
    String error = one.said().name();
    if (accounts.isGosOwn(one)) {
      return open(
          subject,
          Reason.AMBIGUOUS,
          "Go itself got " + error + " in that second, and the line may be about that",
          one,
          reads(function));
    }
    if (Answers.isOne(error)) {
      return open(
          subject,
          Reason.AMBIGUOUS,
          error + " is an answer that C code also sets by itself, as C." + function + " may",
          one,
          reads(function));
    }
    Optional<Failed> untold = accounts.untold(one);
    return untold.isPresent()
        ? open(
            subject,
            Reason.AMBIGUOUS,
            "C."
                + untold.get().function()
                + " got "
                + error
                + " in that second, no line tells of it, and this one may",
            one,
            reads(function))
        : open(
            subject,
            Reason.AMBIGUOUS,
            "no other C function got "
                + error
                + " in the second before, so that C."
                + function
                + " may set it",
            one,
            reads(function));
  }

  private static NextStep reads(String function) {
    return new NextStep(
        "how Go learns why C." + function + " failed",
        "grep -rn -A 5 'C[.]" + function + "(' --include='*.go' .");
  }

  private static Judgement open(
      Subject subject, Reason reason, String because, Case one, NextStep next) {
    String function = String.valueOf(subject.parts().get("function"));
    return new Judgement.Open(
        subject,
        reason,
        "The log says "
            + one.said().name()
            + " of "
            + function
            + ", the kernel "
            + one.failed().errno()
            + "; "
            + because
            + ".",
        List.of(line(one, function), one.failed().seen()),
        List.of(next));
  }

  /** What a line says, without its words. */
  private static Sighting line(Case one, String function) {
    return said(one.line().error(), one.said(), function);
  }

  static Sighting said(LoggedError error, Errno errno, String name) {
    String text = errno.equals(Errno.NONE) ? "no error" : errno.name() + " (" + errno.text() + ")";
    return new Sighting(KIND, "says " + text + " of " + name, error.spot());
  }

  private static Subject subject(FailureTimes trace, String function) {
    return trace.subject().with("function", function);
  }

  /** The log differs from the trace, and nothing says that they are of one process and one time. */
  private static Stream<Judgement> unaligned(FailureTimes trace, LoggedErrors log) {
    var all = Accounts.errors(trace);
    List<Judgement> said = new ArrayList<>();
    all.forEach((function, errors) -> {
      boolean fails = errors.stream().anyMatch(errno -> !Answers.isOne(errno));
      boolean isOneValue =
          trace.failed().stream()
              .anyMatch(one -> one.function().equals(function) && !one.isTwoValue());
      log.lines().stream()
          .filter(line -> fails && isOneValue)
          .filter(line -> line.named(all.keySet()).filter(function::equals).isPresent())
          .filter(line -> isOther(line, errors))
          .findFirst()
          .map(line ->
              new Judgement.Open(
                  subject(trace, function),
                  trace.written().isEmpty() ? Reason.NOT_COLLECTED : Reason.AMBIGUOUS,
                  apart(trace),
                  List.of(said(line, line.error().orElseThrow(), function)),
                  List.of(TRACE)))
          .ifPresent(said::add);
    });
    return said.stream();
  }

  static boolean isOther(LoggedError line, NavigableSet<String> errors) {
    return line.error()
        .filter(errno -> !errors.contains(errno.name()) && !Answers.isPending(errno.name()))
        .isPresent();
  }

  private static String apart(FailureTimes trace) {
    if (trace.clock() == FailureTimes.Clock.NONE) {
      return "The log says an error of it that the kernel did not, and the trace has no times that a log could be held against.";
    }
    return trace.written().isEmpty()
        ? "The log says an error of it that the kernel did not; the trace holds nothing that the process wrote, so that the log may be another's, or of another time."
        : "The log says an error of it that the kernel did not; its lines are not what the process writes in the trace: another process, another time, or too few.";
  }
}
