// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.Classified;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.capture.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The entries of one numbering in one file of entries.
 *
 * @param file where they were read from
 * @param sequence the id of the numbering
 * @param first the smallest number, last the largest
 * @param firstAt when the smallest was received
 * @param entries how many entries have a number of it
 * @param steps how often the next number followed
 * @param jumps the largest holes, by number, at most {@link #MOST}
 * @param holes how many holes there are
 * @param missing numbers in all holes together
 * @param small how many of the holes are shorter than {@link #TELLING}
 * @param order how the numbers follow
 * @param filter what all entries have in common, so that it may be what somebody asked for; empty
 *     when they have nothing in common
 * @param isOfAll whether an entry is among them that no filter by unit lets through
 * @param spot of the first entry
 */
public record JournalRun(
    CaptureFile file,
    String sequence,
    long first,
    long last,
    Instant firstAt,
    Instant lastAt,
    long entries,
    long steps,
    List<Jump> jumps,
    long holes,
    long missing,
    long small,
    Order order,
    Optional<String> filter,
    boolean isOfAll,
    Spot spot)
    implements Classified {
  /** So many holes are kept. */
  public static final int MOST = 20;

  /** A hole of fewer numbers is what a filter by priority makes too. */
  public static final int TELLING = 10;

  /** How the numbers follow each other. */
  public enum Order {
    /** Upwards. */
    FORWARD,
    /** Downwards: {@code journalctl -r}. */
    REVERSE,
    /** Both: files were joined, or lines sorted by something else. */
    MIXED
  }

  /** Copies the list. */
  public JournalRun {
    jumps = List.copyOf(jumps);
  }

  /** Whether holes are rare: in what a filter leaves, they are not. */
  public boolean isDense() {
    return holes * 100 <= steps + holes;
  }

  @Override
  public Subject subject() {
    return Subject.named("journal", sequence).with("file", file.name());
  }

  @Override
  public String label() {
    if (order == Order.MIXED) {
      return "not-in-order";
    }
    if (filter.isPresent()) {
      return "one-sender";
    }
    return holes == 0 ? "contiguous" : "has-jumps";
  }

  @Override
  public long count() {
    return entries;
  }

  @Override
  public String detail() {
    return String.format(
        Locale.ROOT, "entries %d to %d, %d holes, %d numbers missing", first, last, holes, missing);
  }
}
