// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import org.jspecify.annotations.Nullable;

/**
 * One generation of a number in a table: from the call that opened it to the one that closes it.
 *
 * @param file what it stands for
 * @param moment of its opening; for an inherited one, of the first line that shows it
 * @param isInherited whether no line opened it
 * @param isCloexec whether an exec drops it
 * @param isPolled whether Go's poller was asked to watch it: it belongs to an os.File or a net.Conn
 * @param isUnpolled whether the poller let it go again, as Go does before it closes it
 * @param copyOf the number that it was copied from; -1 when it is no copy
 * @param before the generation before it, which is closed
 */
record Descriptor(
    OpenFile file,
    Moment moment,
    boolean isInherited,
    boolean isCloexec,
    boolean isPolled,
    boolean isUnpolled,
    int copyOf,
    @Nullable Closed before)
    implements DescriptorTable.Slot {

  /** Opened by a call, or first seen. */
  static Descriptor of(OpenFile file, Moment moment, boolean isInherited, boolean isCloexec) {
    return new Descriptor(file, moment, isInherited, isCloexec, false, false, -1, null);
  }

  /** A copy of another number. */
  Descriptor copyOf(int number) {
    return new Descriptor(
        file, moment, isInherited, isCloexec, isPolled, isUnpolled, number, before);
  }

  Descriptor after(@Nullable Closed earlier) {
    return new Descriptor(
        file, moment, isInherited, isCloexec, isPolled, isUnpolled, copyOf, earlier);
  }

  Descriptor cloexec(boolean on) {
    return new Descriptor(file, moment, isInherited, on, isPolled, isUnpolled, copyOf, before);
  }

  Descriptor polled() {
    return new Descriptor(file, moment, isInherited, isCloexec, true, false, copyOf, before);
  }

  Descriptor unpolled() {
    return new Descriptor(file, moment, isInherited, isCloexec, isPolled, true, copyOf, before);
  }

  /** In the table of a program that exec has just started. */
  Descriptor passedOn() {
    return new Descriptor(file, moment, true, isCloexec, false, false, -1, null);
  }

  /**
   * A generation that ended.
   *
   * @param moment of the close
   * @param wasSocket whether this one or an earlier one of the number was a socket
   */
  record Closed(Descriptor was, Moment moment, boolean wasSocket) implements DescriptorTable.Slot {
    /** Without the generations before, so that a number that is used often keeps only two. */
    Closed alone() {
      return was.before() == null ? this : new Closed(was.after(null), moment, wasSocket);
    }
  }
}
