// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.strace.Addresses.Taken;
import dev.demarc.evidence.strace.ListenerStory.Sleep;
import dev.demarc.evidence.strace.TracedProcess.Coverage;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a whole trace showed, as facts; of everything a bounded number. */
final class TraceFacts {
  private static final int MOST = 200;
  private static final int MOST_OTHERS = 20;

  private final Tracer tracer;
  private final Told told;
  private final boolean isFileOfThread;
  private final Map<Long, Program> lastOf = new HashMap<>();
  private final List<Object> facts = new ArrayList<>();

  TraceFacts(Tracer tracer, Told told, boolean isFileOfThread) {
    this.tracer = tracer;
    this.told = told;
    this.isFileOfThread = isFileOfThread;
  }

  List<Object> all() {
    List<Program> shown = tracer.tracees.programs().stream().filter(TraceFacts::isWorth).toList();
    shown.forEach(one -> lastOf.put(one.pid, one));
    shown.stream().filter(Program::isGo).limit(MOST).map(this::process).forEach(facts::add);
    shown.stream()
        .filter(one -> !one.isGo() && isLast(one))
        .sorted((one, other) -> Long.compare(other.calls, one.calls))
        .limit(MOST_OTHERS)
        .map(this::process)
        .forEach(facts::add);
    FaultKinds kinds = new FaultKinds(told, tracer.tracees.room.isFull);
    tracer.faults.all().stream()
        .flatMap(fault -> kinds.of(fault).stream())
        .limit(MOST)
        .forEach(facts::add);
    tracer.listeners.stories().stream()
        .filter(story -> story.isListening || story.isInherited)
        .limit(MOST)
        .map(this::listener)
        .forEach(facts::add);
    tracer.addresses.all().stream().limit(MOST).map(this::taken).forEach(facts::add);
    tracer.stacks.failures().stream().limit(MOST).map(this::failure).forEach(facts::add);
    shown.stream().filter(Program::isGo).map(this::times).limit(MOST).forEach(facts::add);
    tracer.signals.refusals().stream()
        .limit(MOST)
        .map(one -> new SigsysKill(one.moment().tid(), one.syscall(), told.spot(one.moment())))
        .forEach(facts::add);
    return facts;
  }

  /** Not what is between a fork and its exec, nor a fork that only tries whether it can. */
  private static boolean isWorth(Program program) {
    boolean isStep = program.isReplaced && (program.isForked || program.calls <= 1);
    return program.calls > 0 && !isStep && !(program.isForked && program.calls <= 2);
  }

  /** Whether no exec followed in the same process, of those that are shown. */
  private boolean isLast(Program program) {
    return program.equals(lastOf.get(program.pid));
  }

  private TracedProcess process(Program program) {
    long clocks = program.clocks - program.clocksOfC;
    Moment first =
        new Moment(program.pid, true, Math.max(1, program.firstLine), program.firstMicros);
    boolean isTimed = program.firstMicros >= 0 && program.lastMicros >= program.firstMicros;
    Optional<Sighting> firstClock =
        Optional.ofNullable(program.firstClock)
            .map(moment -> told.line(moment, program.firstClockCall));
    return new TracedProcess(
        told.subject(program),
        program.isGo(),
        program.threads,
        program.threadsStarted,
        program.calls,
        isTimed ? (program.lastMicros - program.firstMicros) / 1e6 : 0,
        Math.max(0, clocks),
        firstClock,
        program.isUnfiltered(),
        coverage(),
        told.line(first, "the first of " + program.calls + " calls"),
        isLast(program));
  }

  private Coverage coverage() {
    if (isFileOfThread) {
      return Coverage.FILE_OF_A_THREAD;
    }
    return tracer.tracees.seen <= 1 && !tracer.namesThreads
        ? Coverage.ONE_THREAD
        : Coverage.FOLLOWED;
  }

  private ListenerTrace listener(ListenerStory story) {
    Program program =
        story.cleared != null
            ? acceptor(story)
            : story.sleep != null ? story.sleep.program() : story.program;
    int fd = story.sleep == null ? story.fd : story.sleep.fd();
    String label = Labels.told(story.file.label);
    String socket = label.isEmpty() ? "descriptor " + fd : label;
    boolean isLost = story.loss != null && !tracer.listeners.isReplaced(story);
    return new ListenerTrace(
        told.subject(program).with("fd", fd).with("socket", socket),
        program.isGo(),
        socket,
        story.isListening,
        Optional.ofNullable(story.cleared).map(one -> told.line(one.moment(), one.text())),
        story.isAcceptedBlocking,
        story.file.holders > 0,
        Optional.ofNullable(story.lapsed).map(one -> told.line(one.moment(), one.text())),
        Optional.ofNullable(story.restored)
            .map(moment -> told.line(moment, "O_NONBLOCK is set again on " + socket)),
        story.slept,
        Duration.of(story.longest, ChronoUnit.MICROS),
        Optional.ofNullable(story.sleep).map(one -> sleep(one, socket)),
        story.sleep != null && !story.sleep.isEnded(),
        Optional.ofNullable(story.loss)
            .filter(loss -> isLost)
            .map(loss ->
                told.line(loss.moment(), Told.call("close", loss.fd(), story.file.label, "", "0"))),
        Optional.ofNullable(story.loss)
            .map(loss -> told.line(loss.asked(), loss.signal() + " arrives")));
  }

  /** The process that accepts on it, or the one that changed it. */
  private static Program acceptor(ListenerStory story) {
    if (story.sleep != null) {
      return story.sleep.program();
    }
    return story.isAccepted || story.cleared == null ? story.program : story.cleared.program();
  }

  private Sighting sleep(Sleep sleep, String socket) {
    String end =
        sleep.isEnded()
            ? "comes back in line " + sleep.until().line()
            : "has not come back in line " + sleep.until().line();
    return told.line(
        sleep.from(),
        "accept on "
            + sleep.fd()
            + "<"
            + socket
            + "> stays in the kernel for "
            + Told.time(sleep.micros())
            + ", "
            + end);
  }

  private AddressTaken taken(Taken taken) {
    Program program = taken.program;
    Subject subject = told.subject(program).with("address", taken.address);
    Descriptor held = taken.held;
    return new AddressTaken(
        subject,
        taken.address,
        taken.again + 1,
        told.line(taken.moment, taken.text),
        Optional.ofNullable(held)
            .map(one ->
                told.line(
                    one.moment(),
                    "what the program is started with as number "
                        + taken.heldAs
                        + ": "
                        + Labels.told(one.file().label))),
        taken.isPathOfDescriptor,
        program.hasListenFds && !taken.isThreeTouched,
        program.listenPid,
        program.isFromStart && program.firstFree > 3);
  }

  private FailureTimes times(Program program) {
    List<FailureTimes.Failed> failed =
        tracer.failing.failing.stream()
            .filter(one -> one.program().equals(program))
            .map(this::failed)
            .toList();
    List<FailureTimes.Written> written =
        tracer.failing.writes.stream()
            .filter(one -> one.program().equals(program))
            .map(one -> new FailureTimes.Written(one.fd(), one.micros(), one.bytes()))
            .toList();
    return new FailureTimes(
        told.subject(program),
        tracer.stacks.isAny,
        told.clock(),
        failed,
        written,
        !tracer.failing.isFull,
        program.firstMicros,
        program.lastMicros);
  }

  private FailureTimes.Failed failed(FailingCalls.Failing one) {
    String inside = one.function().isEmpty() ? "" : " inside C." + one.function();
    return new FailureTimes.Failed(
        one.call(),
        one.function(),
        one.isTwoValue(),
        one.errno(),
        one.moment().micros(),
        told.line(one.moment(), one.call() + " fails with " + one.errno() + inside));
  }

  private CgoFailure failure(Stacks.Failures failures) {
    List<CgoFailure.Failed> errors =
        failures.byErrno.entrySet().stream()
            .map(entry ->
                new CgoFailure.Failed(
                    entry.getKey(),
                    entry.getValue().count,
                    entry.getValue().call,
                    told.line(
                        entry.getValue().moment,
                        entry.getValue().call
                            + " fails with "
                            + entry.getKey()
                            + " inside C."
                            + failures.function)))
            .sorted((one, other) -> Integer.compare(other.count(), one.count()))
            .toList();
    return new CgoFailure(
        told.subject(failures.program).with("function", failures.function),
        failures.function,
        failures.isTwoValue,
        tracer.stacks.captured(failures.program).contains(failures.function),
        errors);
  }
}
