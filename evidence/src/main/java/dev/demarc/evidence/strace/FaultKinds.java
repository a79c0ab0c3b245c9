// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.strace.BadDescriptor.Kind;
import dev.demarc.evidence.strace.BadDescriptors.Fault;
import dev.demarc.evidence.strace.Descriptor.Closed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says of a call on a bad number what it was, once the whole trace is read. */
final class FaultKinds {
  private final Told told;
  private final boolean isRoomFull;

  /**
   * Begins.
   *
   * @param isRoomFull whether descriptors were left out because there are too many
   */
  FaultKinds(Told told, boolean isRoomFull) {
    this.told = told;
    this.isRoomFull = isRoomFull;
  }

  /** Empty for what is no fault, or is no business of a socket or of Go. */
  Optional<BadDescriptor> of(Fault fault) {
    if (fault.sweep.isLoop()) {
      return Optional.empty();
    }
    return kind(fault)
        .map(kind -> {
          String owner =
              fault.other != null
                  ? fault.other.file().label
                  : fault.last == null ? "" : fault.last.was().file().label;
          Subject subject = told.subject(fault.program).with("fd", fault.fd);
          return new BadDescriptor(
              kind,
              subject,
              fault.program.isGo(),
              fault.fd,
              fault.text.substring(0, fault.text.indexOf('(')),
              Labels.told(owner),
              fault.effects,
              doubt(kind, fault),
              seen(kind, fault));
        });
  }

  private static Optional<Kind> kind(Fault fault) {
    Closed last = fault.last;
    boolean isGo = fault.program.isGo();
    if (fault.other != null) {
      return Optional.of(Kind.WRONG_NUMBER);
    }
    if (fault.call == Call.CLOSE) {
      return last != null && (isGo || last.was().file().isSocket)
          ? Optional.of(Kind.DOUBLE_CLOSE)
          : Optional.empty();
    }
    if (last != null && fault.call.isTransfer() && isStolen(fault, last)) {
      return fault.isHandled ? Optional.empty() : Optional.of(Kind.STOLEN);
    }
    boolean isOfSockets = fault.isOfSockets || (fault.isCopied && isGo);
    if (last != null && (last.was().file().isSocket || (last.wasSocket() && isOfSockets))) {
      return Optional.of(Kind.USE_AFTER_CLOSE);
    }
    return isOfSockets ? Optional.of(Kind.WRONG_NUMBER) : Optional.empty();
  }

  /**
   * The number had an earlier owner; then it was opened for something else, and was closed, though
   * who reads or writes it did not do that: Go's files refuse a read after their own Close without
   * a system call (internal/poll, fdMutex), and so does a thread that did not close.
   */
  private static boolean isStolen(Fault fault, Closed last) {
    Descriptor was = last.was();
    if (!fault.program.isGo() || was.before() == null) {
      return false;
    }
    boolean isOfPoller = was.isPolled() && !was.isUnpolled();
    boolean byOther =
        last.moment().tid() != was.moment().tid() && last.moment().tid() != fault.moment.tid();
    return isOfPoller || (byOther && was.before().wasSocket());
  }

  private String doubt(Kind kind, Fault fault) {
    Closed last = fault.last;
    if (fault.other != null) {
      return "";
    }
    if (isRoomFull) {
      return "the trace has more descriptors than are followed";
    }
    if (last != null && kind == Kind.WRONG_NUMBER && last.was().file().label.isEmpty()) {
      return "the trace has no labels (-yy), so that what the number was is not known";
    }
    if (last == null || kind == Kind.WRONG_NUMBER) {
      if (!fault.program.isFromStart) {
        return "the trace begins after the program, so that the number may have been closed before";
      }
      if (fault.program.closes == 0) {
        return "the trace holds no close calls";
      }
      return fault.program.threadsStarted > 0 && fault.program.threads <= 1
          ? "the other threads of the program were not traced"
          : "";
    }
    boolean isSameThread = last.moment().tid() == fault.moment.tid();
    boolean isKin = last.moment().isSure() && fault.moment.isSure();
    return isSameThread || isKin
        ? ""
        : "the trace does not show that thread "
            + last.moment().tid()
            + ", which closed the number, is of the same process";
  }

  private List<Sighting> seen(Kind kind, Fault fault) {
    List<Sighting> seen = new ArrayList<>();
    seen.add(told.line(fault.moment, fault.text));
    if (fault.other != null) {
      Descriptor other = fault.other;
      seen.add(
          told.line(
              other.moment(),
              "number " + fault.fd + " stands for " + Labels.told(other.file().label)));
      return seen;
    }
    Closed last = fault.last;
    if (last == null) {
      return seen;
    }
    Closed first = last.was().before();
    if (kind == Kind.STOLEN && first != null) {
      seen.add(closing(fault.fd, first));
    }
    if (!last.was().isInherited()) {
      seen.add(
          told.line(
              last.was().moment(),
              "number " + fault.fd + " is opened for " + named(last.was().file().label)));
    }
    seen.add(closing(fault.fd, last));
    return seen;
  }

  private Sighting closing(int fd, Closed closed) {
    return told.line(closed.moment(), Told.call("close", fd, closed.was().file().label, "", "0"));
  }

  private static String named(String label) {
    return label.isEmpty() ? "something" : Labels.told(label);
  }
}
