// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.audit;

import dev.demarc.evidence.capture.Classified;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.capture.Subject;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a filter did with one call of one program: all records of a file that agree in program,
 * thread name, architecture, call and action.
 *
 * @param exe path of the executable, cut where the redaction says so
 * @param comm name of the thread
 * @param number of the call
 * @param call its name; empty when the table has none
 * @param signal that the record names: 31 when something died
 * @param pids the first of the processes
 * @param processes how many there were
 * @param address behind the instruction that made the first of these calls
 * @param count records, each event once
 * @param first where the first one stands
 * @param last where the last one stands
 */
public record Denial(
    String exe,
    String comm,
    AuditArch arch,
    long number,
    Optional<String> call,
    SeccompAction action,
    int signal,
    SortedSet<Long> pids,
    long processes,
    long address,
    long count,
    Spot first,
    Spot last)
    implements Classified {
  /** Copies the set. */
  public Denial {
    pids = new TreeSet<>(pids);
  }

  /** The call by its name, or by its number. */
  public String callName() {
    return call.orElse("call " + number + " of " + arch.word());
  }

  /** The program and the call; the process, when there is one. */
  @Override
  public Subject subject() {
    Subject program = Subject.exe(exe).with("syscall", callName());
    return processes == 1 ? program.with("pid", pids.first()) : program;
  }

  @Override
  public String label() {
    return action.word();
  }

  @Override
  public String detail() {
    return "comm "
        + comm
        + ", "
        + arch.word()
        + " call "
        + number
        + (processes > 1 ? ", " + processes + " processes" : "");
  }
}
