// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.run;

import dev.demarc.contract.Verdict;
import java.time.Duration;
import java.util.List;

/**
 * One stage of a run.
 *
 * @param name {@code resolve}, {@code lint}, {@code test} …
 * @param verdict what it says; undecided (not-run) when it was not reached
 * @param detail a few words with the numbers of this run, for example {@code 7 files, 12Ki}
 * @param took wall time
 * @param cached the result was taken from the cache
 * @param in what it read, {@code name digest} or a few words each
 * @param out what it made, likewise
 */
public record StageView(
    String name,
    Verdict verdict,
    String detail,
    Duration took,
    boolean cached,
    List<String> in,
    List<String> out) {

  /** Copies the lists. */
  public StageView {
    in = List.copyOf(in);
    out = List.copyOf(out);
  }
}
