// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import dev.demarc.evidence.capture.CaptureFile;
import java.time.Instant;

/**
 * What arrived at the other end: lines of Loki, or of any file of lines that begin with a time.
 *
 * @param format in words
 * @param lines how many
 * @param unreadable how many places of the file made no sense
 * @param from the time of the first line
 * @param to the time of the last one
 * @param late how many lines are more than {@link #SLACK} earlier than one before them
 */
public record SinkExport(
    CaptureFile file,
    String format,
    long lines,
    long unreadable,
    Instant from,
    Instant to,
    long late) {
  /** So far out of order lines may be, in seconds. */
  public static final int SLACK = 8;

  /** Whether it can be read along with the journal. */
  public boolean isInOrder() {
    return late == 0;
  }
}
