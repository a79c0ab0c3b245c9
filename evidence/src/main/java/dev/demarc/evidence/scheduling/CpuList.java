// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.scheduling;

import dev.demarc.evidence.machine.ProcNumber;
import java.util.BitSet;
import java.util.Optional;

/** Processors as the kernel lists them: {@code 0-3,8}. */
final class CpuList {
  /** Linux is built for no more (NR_CPUS, arch/x86/Kconfig). */
  private static final int MOST = 8192;

  private CpuList() {}

  /** The processors of a list; empty when it is no list. */
  static Optional<BitSet> of(String text) {
    BitSet cpus = new BitSet();
    for (String range : text.strip().split(",", -1)) {
      int dash = range.indexOf('-');
      int from = number(dash < 0 ? range : range.substring(0, dash));
      int to = dash < 0 ? from : number(range.substring(dash + 1));
      if (from < 0 || to < from) {
        return Optional.empty();
      }
      cpus.set(from, to + 1);
    }
    return Optional.of(cpus);
  }

  private static int number(String text) {
    return ProcNumber.decimal(text).filter(cpu -> cpu < MOST).map(Long::intValue).orElse(-1);
  }
}
