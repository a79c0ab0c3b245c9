// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.capture.Subject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Puts what was seen in words that may leave the reader: no buffer, no private path. */
final class Told {
  private final String file;
  private final LineHead clock;

  Told(String file, LineHead clock) {
    this.file = file;
    this.clock = clock;
  }

  /** A line of the trace, in words of its own. */
  Sighting line(Moment moment, String text) {
    String time = clock.words(moment.micros());
    String who = moment.tid() > 0 ? moment.tid() + " " : "";
    return new Sighting("strace", who + (time.isEmpty() ? "" : time + " ") + text, spot(moment));
  }

  /** Where a moment stands. */
  Spot spot(Moment moment) {
    Spot spot = Spot.line(file, moment.line());
    return clock.isEpoch && moment.micros() >= 0
        ? spot.at(Instant.EPOCH.plus(moment.micros(), ChronoUnit.MICROS))
        : spot;
  }

  /** What the times of the trace are. */
  FailureTimes.Clock clock() {
    if (clock.isEpoch) {
      return FailureTimes.Clock.EPOCH;
    }
    return clock.isRelative || clock.micros < 0 ? FailureTimes.Clock.NONE : FailureTimes.Clock.DAY;
  }

  /** A process; by a thread of it while nothing in the trace says who leads it. */
  Subject subject(Program program) {
    Subject subject = Subject.named("process", "the traced one");
    if (program.pid > 0) {
      subject = program.isPidSure ? Subject.pid(program.pid) : Subject.thread(program.pid);
    }
    return program.exe.isEmpty() ? subject : subject.with("exe", Labels.program(program.exe));
  }

  /** A call on a descriptor that is open or closed: {@code close(3<TCP:[…]>) = 0}. */
  static String call(String name, int fd, String label, String constants, String result) {
    String shown = label.isEmpty() ? "" : "<" + Labels.told(label) + ">";
    String more = constants.isEmpty() ? "" : ", " + constants;
    return name + "(" + fd + shown + more + ") = " + result;
  }

  /** How long, in words: {@code 12 ms}, {@code 4.1 s}. */
  static String time(long micros) {
    if (micros < 10_000_000) {
      return micros / 1000 + " ms";
    }
    return micros / 1_000_000 + "." + micros / 100_000 % 10 + " s";
  }
}
