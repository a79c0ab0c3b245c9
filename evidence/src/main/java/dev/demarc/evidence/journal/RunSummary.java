// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.Spot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** Counts the entries of one numbering as they pass. */
final class RunSummary {
  private final CaptureFile file;
  private final String sequence;
  private final Spot spot;
  private final Side up = new Side();
  private final Side down = new Side();
  private long entries;
  private long smallest = Long.MAX_VALUE;
  private long largest = -1;
  private long smallestAt;
  private long largestAt;
  private long lastNumber = -1;
  private long lastMicros;
  private long foreign;
  private long foreignLowest = Long.MAX_VALUE;
  private long foreignHighest = -1;
  private boolean damaged;

  RunSummary(CaptureFile file, String sequence, Spot spot) {
    this.file = file;
    this.sequence = sequence;
    this.spot = spot;
  }

  String sequence() {
    return sequence;
  }

  /** One direction: how often the next number followed, and where it did not. */
  private static final class Side {
    private final PriorityQueue<Jump> largest =
        new PriorityQueue<>(Comparator.comparingLong(Jump::missing));
    private long steps;
    private long holes;
    private long missing;
    private long small;

    private void add(Jump jump) {
      if (jump.missing() == 0) {
        steps++;
        return;
      }
      holes++;
      missing += jump.missing();
      small += jump.missing() < JournalRun.TELLING ? 1 : 0;
      largest.add(jump);
      if (largest.size() > JournalRun.MOST) {
        largest.remove();
      }
    }

    private List<Jump> jumps() {
      List<Jump> all = new ArrayList<>(largest);
      all.sort(Comparator.comparingLong(Jump::after));
      return all;
    }
  }

  /** What came before in the file made no sense. */
  void damage() {
    damaged = true;
  }

  /** An entry of another numbering follows the last one of this. */
  void addForeign(long number) {
    foreign++;
    foreignLowest = Math.min(foreignLowest, number);
    foreignHighest = Math.max(foreignHighest, number);
  }

  void add(long number, long micros, int line, long offset) {
    entries++;
    if (number < smallest) {
      smallest = number;
      smallestAt = micros;
    }
    if (number > largest) {
      largest = number;
      largestAt = micros;
    }
    if (lastNumber >= 0) {
      long step = number - lastNumber;
      if (step == 1) {
        up.steps++;
      } else if (step == -1) {
        down.steps++;
      } else if (step > 0) {
        up.add(jump(lastNumber, number, lastMicros, micros, line, offset));
      } else if (step < 0) {
        down.add(jump(number, lastNumber, micros, lastMicros, line, offset));
      }
    }
    foreign = 0;
    foreignLowest = Long.MAX_VALUE;
    foreignHighest = -1;
    lastNumber = number;
    lastMicros = micros;
    damaged = false;
  }

  private Jump jump(long after, long before, long from, long to, int line, long offset) {
    Spot there = new Spot(file.name(), line, offset, 0, Optional.of(Times.ofMicros(lastMicros)));
    boolean inside = foreignLowest > after && foreignHighest < before;
    long elsewhere = inside ? Math.min(foreign, before - after - 1) : 0;
    return new Jump(
        after, before, Times.ofMicros(from), Times.ofMicros(to), there, elsewhere, damaged);
  }

  JournalRun run(Optional<String> filter, boolean isOfAll) {
    boolean rises = up.steps + up.holes > 0;
    boolean falls = down.steps + down.holes > 0;
    JournalRun.Order order =
        rises && falls
            ? JournalRun.Order.MIXED
            : falls ? JournalRun.Order.REVERSE : JournalRun.Order.FORWARD;
    Side side = falls && !rises ? down : up;
    return new JournalRun(
        file,
        sequence,
        smallest,
        largest,
        Times.ofMicros(smallestAt),
        Times.ofMicros(largestAt),
        entries,
        side.steps,
        side.jumps(),
        side.holes,
        side.missing,
        side.small,
        order,
        filter,
        isOfAll,
        spot);
  }
}
