// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import dev.demarc.evidence.journal.Comparison.Cause;
import dev.demarc.evidence.journal.Comparison.Impossible;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a journal and what arrived elsewhere side by side, and counts the lines of the one that the
 * other has not. Both must be in order of time: a ring of seconds is all that is held of them.
 * Lines are compared by a hash of their text, and by their time where the sink keeps journald's.
 */
public final class SinkDiff {
  private static final int RING = 4 * SinkExport.SLACK;
  private static final int LEAD = SinkExport.SLACK;
  private static final long MICROS = 1_000_000;
  private static final int MOST_HELD = 400_000;
  private static final int MOST_WINDOWS = 8;
  private static final int SMALL = 10;

  private final SinkExport export;
  private final Skew skew;
  private final Second[] ring = new Second[RING];
  private final Map<Integer, Missing> senders = new HashMap<>();
  private final long from;
  private final long to;
  private long newest = Long.MIN_VALUE;
  private long held;
  private long late;
  private long extra;

  private SinkDiff(JournalStream journal, SinkExport export, Skew skew) {
    this.export = export;
    this.skew = skew;
    long begin = Times.micros(export.from()) - skew.micros();
    long end = Times.micros(export.to()) - skew.micros();
    long edge = Math.min(2 * skew.spread(), MICROS * LEAD / 2);
    from = Math.max(begin + edge, journal.from().map(Times::micros).orElse(0L));
    to = Math.min(end - edge, journal.to().map(Times::micros).orElse(0L));
    for (int i = 0; i < RING; i++) {
      ring[i] = new Second();
    }
  }

  /** Compares; reads both files from their beginning. */
  public static Comparison compare(JournalStream journal, SinkExport sink) {
    if (!sink.isInOrder()) {
      return new Impossible(
          Cause.NOT_IN_ORDER, sink.late() + " lines of " + sink.file().name() + " go back in time");
    }
    try {
      Optional<Skew> skew = skew(journal, sink);
      if (skew.isEmpty()) {
        return new Impossible(
            Cause.NOTHING_EQUAL,
            "none of the first lines of " + sink.file().name() + " is in " + journal.file().name());
      }
      SinkDiff diff = new SinkDiff(journal, sink, skew.get());
      return diff.from > diff.to
          ? new Impossible(Cause.NO_COMMON_TIME, "the two have no time in common")
          : diff.compared(journal);
    } catch (IOException reason) {
      return new Impossible(Cause.UNREADABLE, "" + reason.getMessage());
    }
  }

  private static Optional<Skew> skew(JournalStream journal, SinkExport sink) throws IOException {
    try (InputStream one = journal.file().open();
        InputStream other = sink.file().open()) {
      Entry entry = new Entry(new Senders());
      return Skew.of(entries(journal, one), entry, lines(sink, other));
    }
  }

  private static Entries entries(JournalStream journal, InputStream from) throws IOException {
    return JournalFormat.of(journal.file().head()).entries(new Bytes(from, _ -> {}), true);
  }

  private static SinkLines lines(SinkExport sink, InputStream from) throws IOException {
    return new SinkLines(new Bytes(from, _ -> {}), SinkFormat.of(sink.file().head()));
  }

  private Comparison compared(JournalStream journal) throws IOException {
    try (InputStream one = journal.file().open();
        InputStream other = export.file().open()) {
      Entries source = entries(journal, one);
      SinkLines sink = lines(export, other);
      Entry entry = new Entry(new Senders());
      boolean more = source.next(entry);
      while (sink.next()) {
        long micros = sink.micros() - skew.micros();
        long second = Math.floorDiv(micros, MICROS);
        while (more && (!entry.hasCursor || second(entry) <= second + LEAD)) {
          add(entry);
          more = source.next(entry);
        }
        if (held > MOST_HELD) {
          return new Impossible(
              Cause.TOO_DENSE, "more than " + MOST_HELD + " lines lie within " + RING + " s");
        }
        take(sink.message(), micros, second);
      }
      while (more) {
        add(entry);
        more = source.next(entry);
      }
      for (Second last : ring) {
        evict(last);
      }
      return late * 1000 > export.lines()
          ? new Impossible(
              Cause.NOT_IN_ORDER, late + " lines of " + journal.file().name() + " go back in time")
          : made();
    }
  }

  private static long second(Entry entry) {
    return Math.floorDiv(entry.cursor.micros, MICROS);
  }

  private long key(long message, long micros) {
    return skew.isExact() ? exactKey(message, micros) : message;
  }

  /** One number for a line and its time. */
  static long exactKey(long message, long micros) {
    return message ^ micros * 0x9e3779b97f4a7c15L;
  }

  private void add(Entry entry) {
    long micros = entry.cursor.micros;
    if (!entry.hasCursor || !entry.isPlain || micros < from || micros > to) {
      return;
    }
    long second = second(entry);
    if (newest != Long.MIN_VALUE && second < newest - LEAD) {
      late++; // the lines of the sink of its time have passed
      return;
    }
    newest = Math.max(newest, second);
    Second there = ring[(int) Math.floorMod(second, (long) RING)];
    if (there.second != second) {
      evict(there);
      there.clear(second);
    }
    int before = there.size();
    int sender = entry.unit == Names.NONE ? -3 - entry.identifier : entry.unit;
    there.add(key(entry.message, micros), sender, micros);
    held += there.size() - before;
    of(sender).source++;
  }

  private Missing of(int sender) {
    return senders.computeIfAbsent(sender, _ -> new Missing());
  }

  private void take(long message, long micros, long second) {
    long key = key(message, micros);
    int farthest = skew.isExact() ? 0 : LEAD;
    for (int away = 0; away <= farthest; away++) {
      if (taken(key, second + away) || (away > 0 && taken(key, second - away))) {
        return;
      }
    }
    extra += micros >= from && micros <= to ? 1 : 0;
  }

  private boolean taken(long key, long second) {
    Second there = ring[(int) Math.floorMod(second, (long) RING)];
    if (there.second != second) {
      return false;
    }
    int sender = there.take(key);
    if (sender == -1) {
      return false;
    }
    of(sender).arrived++;
    return true;
  }

  private void evict(Second old) {
    held -= old.size();
    old.left((sender, micros, count) -> of(sender).add(micros, count));
    old.clear(Long.MIN_VALUE);
  }

  private Comparison made() {
    List<Missing> sent = senders.values().stream().filter(this::isSent).toList();
    long missing = sent.stream().mapToLong(one -> one.missing).sum();
    List<long[]> windows = new ArrayList<>(Missing.joined(sent));
    windows.removeIf(window -> window[2] < SMALL && window[2] * 2 < missing);
    windows.sort(Comparator.comparingLong(window -> -window[2]));
    List<long[]> largest = windows.subList(0, Math.min(MOST_WINDOWS, windows.size()));
    long inside = largest.stream().mapToLong(window -> window[2]).sum();
    return new Comparison.Made(
        sent.stream().mapToLong(one -> one.source).sum(),
        sent.stream().mapToLong(one -> one.arrived).sum(),
        missing,
        extra,
        largest.stream()
            .map(window ->
                new Comparison.Window(
                    Times.ofMicros(window[0]), Times.ofMicros(window[1]), window[2]))
            .toList(),
        missing - inside,
        senders.size() - sent.size(),
        skew.micros(),
        Times.ofMicros(from),
        Times.ofMicros(to));
  }

  /** By text alone a line may be another sender's: then one of ten must be there. */
  private boolean isSent(Missing sender) {
    return skew.isExact() ? sender.arrived > 0 : sender.arrived * 10 >= sender.source;
  }
}
