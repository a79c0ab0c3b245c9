// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.audit;

import dev.demarc.evidence.capture.Classified;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.capture.Subject;
import java.util.Optional;

/**
 * Whether a log holds every event of the kernel's audit: each event has the next serial.
 *
 * @param file the log
 * @param events different serials that were seen
 * @param missing serials between the first and the last one that were not; over all boots and nodes
 * @param gap the first place where some are missing: the record behind it
 * @param gapText that place in words
 * @param suppressed messages that the kernel itself says it did not print
 * @param notice the first line that says so
 * @param lost what the kernel says that it lost before anybody could write it
 * @param selection true when the file holds SECCOMP records and nothing else, as {@code ausearch
 *     -m} and {@code grep} leave it: then serials are missing because they were not asked for
 */
public record AuditSerials(
    String file,
    long events,
    long missing,
    Optional<Spot> gap,
    String gapText,
    long suppressed,
    Optional<Spot> notice,
    Optional<LostRecords> lost,
    boolean selection)
    implements Classified {
  @Override
  public Subject subject() {
    return Subject.named("audit", file);
  }

  @Override
  public String label() {
    if (lost.isPresent()) {
      return "losses";
    }
    return missing == 0 && suppressed == 0
        ? "gapless"
        : selection && suppressed == 0 ? "selection" : "gaps";
  }

  @Override
  public String detail() {
    return events
        + " events, "
        + missing
        + " serials missing, "
        + suppressed
        + " suppressed"
        + lost.map(one -> ", at least " + one.least() + " lost").orElse("");
  }
}
