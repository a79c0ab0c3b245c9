// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import java.time.Instant;
import java.util.List;

/** What a comparison of a journal with what arrived elsewhere says. */
public sealed interface Comparison {
  /**
   * It could not be made.
   *
   * @param because one clause, without a full stop
   */
  record Impossible(Cause cause, String because) implements Comparison {}

  /** Why not. */
  enum Cause {
    /** The two share no time. */
    NO_COMMON_TIME,
    /** No line of one is in the other. */
    NOTHING_EQUAL,
    /** One of them cannot be read along with the other. */
    NOT_IN_ORDER,
    /** More lines in a second than are held. */
    TOO_DENSE,
    /** A file could not be read. */
    UNREADABLE
  }

  /**
   * It was made.
   *
   * @param source lines of the journal in the common time, of senders that the sink has lines of
   * @param arrived how many of them the sink has
   * @param missing how many it has not
   * @param extra lines of the sink that the journal has not: sent twice, or of somebody else
   * @param windows times in which most of the missing lines were written, the largest first
   * @param scattered missing lines outside of all windows
   * @param notSent how many senders have not one line in the sink: it was not asked for them
   * @param skewMicros how much later the sink's times are; 0 when it keeps those of journald
   * @param from begin of the common time
   * @param to its end
   */
  record Made(
      long source,
      long arrived,
      long missing,
      long extra,
      List<Window> windows,
      long scattered,
      int notSent,
      long skewMicros,
      Instant from,
      Instant to)
      implements Comparison {
    /** Copies the list. */
    public Made {
      windows = List.copyOf(windows);
    }
  }

  /** Lines that are missing one soon after the other, from the first to the last of them. */
  record Window(Instant from, Instant to, long lines) {}
}
