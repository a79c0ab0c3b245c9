// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.audit;

import dev.demarc.evidence.capture.Spot;
import java.util.List;

/**
 * What the kernel says of audit records that it lost: {@code audit: audit_lost=N audit_rate_limit=…
 * audit_backlog_limit=…} and the reason on a line of its own (kernel/audit.c, audit_log_lost). It
 * says so at most once a second under a rate limit, so that there may be more.
 *
 * @param counted the last value of the kernel's counter, which begins at boot; 0 when no line has
 *     it
 * @param least how many were lost at least while the log was written
 * @param reasons in the kernel's words, in the order in which they came; none when it was told to
 *     be silent about them
 * @param rateLimit records a second at the last line, 0 for none
 * @param backlogLimit records that may wait at the last line, 0 for any number
 * @param first the first line that says so
 * @param text that line, from {@code audit:} on
 */
public record LostRecords(
    long counted,
    long least,
    List<String> reasons,
    long rateLimit,
    long backlogLimit,
    Spot first,
    String text) {
  /** Copies the list. */
  public LostRecords {
    reasons = List.copyOf(reasons);
  }

  /**
   * Whether some were thrown away before anybody could write them. What did not reach the daemon is
   * another matter: the kernel prints it, and its serial is missing nowhere.
   */
  public boolean isForAll() {
    return reasons.stream()
        .anyMatch(reason ->
            reason.equals("rate limit exceeded")
                || reason.equals("backlog limit exceeded")
                || reason.startsWith("out of memory in "));
  }
}
