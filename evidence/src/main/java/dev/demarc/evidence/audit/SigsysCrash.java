// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.audit;

import dev.demarc.evidence.capture.Classified;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.capture.Subject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A program that a filter stopped by SIGSYS, as it or its tracer said so.
 *
 * @param source {@code go}: the crash text of Go's runtime; {@code strace}: a signal line
 * @param code why the signal came: 1 a filter, 0 another process sent it; empty when not said
 * @param arch by the registers; {@link AuditArch#OTHER} when they are not there
 * @param number of the call; empty without registers
 * @param call its name
 * @param frames the functions above it, innermost first, at most eight
 * @param pid of the process, where the source has it
 */
public record SigsysCrash(
    String source,
    OptionalInt code,
    AuditArch arch,
    OptionalLong number,
    Optional<String> call,
    List<String> frames,
    OptionalLong pid,
    Spot spot)
    implements Classified {
  /** Copies the frames. */
  public SigsysCrash {
    frames = List.copyOf(frames);
  }

  /** Whether a filter sent the signal: {@code si_code} is SYS_SECCOMP. */
  public boolean isByFilter() {
    return code.isPresent() && code.getAsInt() == 1;
  }

  /** The call by its name, or by what is known of it. */
  public String callName() {
    return call.orElse(
        number.isPresent() ? "call " + number.getAsLong() + " of " + arch.word() : "unknown call");
  }

  @Override
  public Subject subject() {
    Subject log = Subject.named("log", spot.file()).with("syscall", callName());
    return pid.isPresent() ? Subject.pid(pid.getAsLong()).with("syscall", callName()) : log;
  }

  @Override
  public String label() {
    return isByFilter() ? "trap" : code.isPresent() ? "sent-by-process" : "sigsys";
  }

  @Override
  public String detail() {
    return source + (frames.isEmpty() ? "" : ", in " + frames.getFirst());
  }
}
