// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a filter did with a call: the {@code code} of a record, whose low 16 bits (the errno) the
 * kernel leaves out (include/uapi/linux/seccomp.h).
 */
public enum SeccompAction {
  /** The thread died: {@code SCMP_ACT_KILL} of a profile. */
  KILL_THREAD(0),
  /** The process died. */
  KILL_PROCESS(0x80000000L),
  /** SIGSYS, which Go prints and exits by. */
  TRAP(0x30000),
  /** The call gave an error. */
  ERRNO(0x50000),
  /** A listener decided. */
  USER_NOTIFY(0x7fc00000),
  /** A tracer decided. */
  TRACE(0x7ff00000),
  /** The call was made, and noted. */
  LOG(0x7ffc0000),
  /** The call was made; the kernel never notes it. */
  ALLOW(0x7fff0000);

  private final long code;

  SeccompAction(long code) {
    this.code = code;
  }

  /** The action of a code; empty when no kernel has it. */
  static Optional<SeccompAction> of(long code) {
    return Arrays.stream(values()).filter(one -> one.code == code).findFirst();
  }

  /** As a report has it: {@code kill-thread}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
