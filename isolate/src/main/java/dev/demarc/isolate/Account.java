// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import dev.demarc.contract.Bytes;
import dev.demarc.contract.Contract;
import dev.demarc.contract.Outcome;
import dev.demarc.host.PrivateFolder;
import dev.demarc.host.cgroup.ControlGroup;
import dev.demarc.host.cgroup.Readings;
import dev.demarc.host.syscall.Child;
import dev.demarc.host.syscall.Ending;
import dev.demarc.host.syscall.Signals;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Settles a run that is over: reads the counters, removes everything, names the outcome. */
final class Account {
  private static final Duration REMOVAL = Duration.ofSeconds(2);

  private Account() {}

  /** The record of a run whose conversation is over. */
  static Run settle(Contract contract, Cell.Begun begun) {
    final Duration wall = Duration.ofNanos(System.nanoTime() - begun.at());
    Conversation talk = begun.conversation();
    // the order matters: counters go with the group, and the id of the child with its reaping
    Readings readings = begun.group().map(ControlGroup::read).orElse(Readings.NONE);
    Capture answer = contract.output().toFile() ? written(contract, begun) : talk.stdout();
    Optional<Ending> ending = begun.child().reap();
    begun.child().close();
    List<String> left = clean(begun, talk);
    Exit exit = exit(ending, talk, begun.child());
    Outcome outcome = outcome(contract, talk, exit, readings, answer);
    return new Run(
        begun.id(),
        outcome,
        exit,
        answer.bytes(),
        talk.stderr().bytes(),
        answer.truncated(),
        talk.stderr().truncated(),
        usage(wall, readings, talk),
        talk.stopTook(),
        talk.breaches(),
        left);
  }

  /** The record of a run that never began. */
  static Run notStarted(String id, Outcome outcome, String cause) {
    Usage nothing =
        new Usage(
            Duration.ZERO,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());
    return new Run(
        id,
        outcome,
        new Exit.NotStarted(cause),
        new byte[0],
        new byte[0],
        false,
        false,
        nothing,
        Duration.ZERO,
        List.of(),
        List.of());
  }

  private static List<String> clean(Cell.Begun begun, Conversation talk) {
    List<String> left = new ArrayList<>();
    talk.left().forEach(pid -> left.add("process " + pid));
    begun.group().ifPresent(group -> left.addAll(group.remove(REMOVAL)));
    left.addAll(PrivateFolder.delete(begun.folder()));
    return left;
  }

  /** What the component wrote into its file; a link it made leads nowhere. */
  private static Capture written(Contract contract, Cell.Begun begun) {
    Path file = begun.folder().resolve("output");
    Capture kept = new Capture(contract.resources().limits().output().count());
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return kept;
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      for (byte[] chunk = in.readNBytes(1 << 16);
          chunk.length > 0 && !kept.truncated();
          chunk = in.readNBytes(1 << 16)) {
        kept.add(chunk);
      }
    } catch (IOException unreadable) {
      return kept; // an answer that cannot be read is an empty one, and the judge says so
    }
    return kept;
  }

  private static Exit exit(Optional<Ending> ending, Conversation talk, Child child) {
    if (ending.isEmpty()) {
      return new Exit.NotStarted("process " + child.pid() + " does not end, not even by SIGKILL");
    }
    return switch (ending.get()) {
      case Ending.Signal(int number) -> new Exit.Signal(number, talk.signalled());
      case Ending.Code(int code) -> {
        String complaint = firstLine(talk.stderr().bytes());
        boolean launching = complaint.startsWith(Launcher.NAME + ":");
        boolean changing = complaint.startsWith("setpriv: ");
        yield code >= Launcher.STEP_FAILED && code <= 127 && (launching || changing)
            ? new Exit.NotStarted(complaint)
            : new Exit.Code(code);
      }
    };
  }

  private static String firstLine(byte[] stderr) {
    int end = 0;
    while (end < stderr.length && end < 400 && stderr[end] != '\n') {
      end++;
    }
    return new String(stderr, 0, end, StandardCharsets.UTF_8);
  }

  private static Outcome outcome(
      Contract contract, Conversation talk, Exit exit, Readings readings, Capture answer) {
    if (readings.oomKills().orElse(0) > 0) {
      return Outcome.OM; // whatever the exit code: a shell may survive the death of its child
    }
    return switch (talk.cause()) {
      case TIMEOUT -> Outcome.TO;
      case OUTPUT -> Outcome.OL;
      case CPU_TIME -> Outcome.CT;
      case MEMORY -> Outcome.OM;
      case CLOSED -> Outcome.CC;
      case STOPPED -> exit instanceof Exit.NotStarted ? Outcome.SF : Outcome.OK;
      case NONE -> answer.truncated() ? Outcome.OL : byExit(contract, exit, readings);
    };
  }

  private static Outcome byExit(Contract contract, Exit exit, Readings readings) {
    boolean refused = readings.pidsRefused().orElse(0) > 0;
    boolean cpu = contract.resources().limits().cpuTime().isPresent();
    return switch (exit) {
      case Exit.NotStarted(String cause) ->
          cause.startsWith("process ") || cause.contains("cgroup.procs") ? Outcome.XX : Outcome.SF;
      case Exit.Signal(int number, boolean _) when number == Signals.XCPU && cpu -> Outcome.CT;
      case Exit.Signal _ -> refused ? Outcome.PL : Outcome.SG;
      case Exit.Code(int code) when contract.lifecycle().okCodes().contains(code) -> Outcome.OK;
      case Exit.Code _ -> refused ? Outcome.PL : Outcome.RE;
    };
  }

  private static Usage usage(Duration wall, Readings readings, Conversation talk) {
    return new Usage(
        wall,
        micros(readings.cpuMicros()),
        bytes(readings.peakMemoryBytes()),
        bytes(talk.peakResident()),
        readings.peakPids(),
        micros(readings.throttledMicros()),
        readings.oomKills(),
        readings.pidsRefused());
  }

  private static Optional<Duration> micros(OptionalLong micros) {
    return micros.isPresent()
        ? Optional.of(Duration.ofNanos(micros.getAsLong() * 1000))
        : Optional.empty();
  }

  private static Optional<Bytes> bytes(OptionalLong bytes) {
    return bytes.isPresent() ? Optional.of(Bytes.of(bytes.getAsLong())) : Optional.empty();
  }
}
