// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.Spot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts the entries of a file as they pass, in memory that does not grow with it. */
final class StreamSummary {
  private static final int MOST_RUNS = 64;
  private static final int SEVERAL = -2;

  private final CaptureFile file;
  private final Senders senders;
  private final List<RunSummary> runs = new ArrayList<>();
  private final Map<Integer, Suppression> suppressions = new LinkedHashMap<>();
  private long entries;
  private long earliest = Long.MAX_VALUE;
  private long latest = -1;
  private RunSummary run;
  private boolean isKept;
  private long beyond;
  private int known = -1;
  private int unit = Names.NONE;
  private int identifier = Names.NONE;
  private int transport = Names.NONE;
  private int user = Names.NONE;
  private boolean isOfAll;
  private int lastTransport = Names.NONE;
  private boolean lastIsDriver;

  StreamSummary(CaptureFile file, Senders senders) {
    this.file = file;
    this.senders = senders;
    this.run = new RunSummary(file, "", Spot.file(file.name()));
  }

  /** What came before the next entry made no sense. */
  void damage() {
    runs.forEach(RunSummary::damage);
  }

  void add(Entry entry) {
    boolean isFirst = entries++ == 0;
    if (entry.wantsNames) {
      unit = common(isFirst, unit, entry.unit);
      identifier = common(isFirst, identifier, entry.identifier);
      transport = common(isFirst, transport, entry.transport);
      isOfAll = isOfAll || !hasUnit(entry);
      entry.wantsNames =
          unit != SEVERAL || identifier != SEVERAL || transport != SEVERAL || !isOfAll;
    }
    user = common(isFirst, user, entry.user);
    if (entry.hasCursor) {
      long micros = entry.cursor.micros;
      earliest = Math.min(earliest, micros);
      latest = Math.max(latest, micros);
      RunSummary own = runOf(entry);
      beyond += isKept ? 0 : 1;
      if (runs.size() > 1) {
        runs.stream()
            .filter(other -> other != own)
            .forEach(other -> other.addForeign(entry.cursor.number));
      }
      own.add(entry.cursor.number, micros, entry.line, entry.offset);
    }
    if (entry.suppressed() > 0) {
      suppressed(entry);
    }
  }

  private static int common(boolean isFirst, int known, int now) {
    return isFirst || known == now ? now : SEVERAL;
  }

  /**
   * Whether {@code journalctl -u} of some unit would show it, journalctl(1) add_matches_for_unit.
   */
  private boolean hasUnit(Entry entry) {
    return entry.droppedOf != Names.NONE
        || (entry.unit != Names.NONE && !isDriver(entry.transport));
  }

  /** Whether journald itself wrote it; the name is looked at when it is another than before. */
  private boolean isDriver(int by) {
    if (by != lastTransport) {
      lastTransport = by;
      lastIsDriver = by != Names.NONE && senders.transports.name(by).equals("driver");
    }
    return lastIsDriver;
  }

  /** Most journals have one numbering; one with more changes rarely from entry to entry. */
  private RunSummary runOf(Entry entry) {
    if (known != entry.cursor.changes) {
      known = entry.cursor.changes;
      String sequence = entry.cursor.sequence();
      Optional<RunSummary> seen =
          runs.stream().filter(one -> one.sequence().equals(sequence)).findFirst();
      isKept = seen.isPresent() || runs.size() < MOST_RUNS;
      if (seen.isPresent()) {
        run = seen.get();
      } else {
        run =
            new RunSummary(
                file,
                sequence,
                new Spot(
                    file.name(),
                    entry.line,
                    entry.offset,
                    0,
                    Optional.of(Times.ofMicros(entry.cursor.micros))));
        if (isKept) {
          runs.add(run);
        }
      }
    }
    return run;
  }

  /** How many entries are of numberings that came after the first {@value #MOST_RUNS}. */
  long beyond() {
    return beyond;
  }

  private void suppressed(Entry entry) {
    int told = entry.suppressedOf();
    boolean isOneMore =
        !suppressions.containsKey(told) && suppressions.size() >= JournalStream.MOST;
    int of = isOneMore ? Names.REST : told;
    Suppression before = suppressions.get(of);
    Instant at = Times.ofMicros(Math.max(0, entry.hasCursor ? entry.cursor.micros : 0));
    if (before != null) {
      suppressions.put(
          of,
          new Suppression(
              before.unit(),
              before.lines() + entry.suppressed(),
              before.records() + 1,
              before.from(),
              at,
              before.spot()));
    } else {
      Spot spot = new Spot(file.name(), entry.line, entry.offset, 0, Optional.of(at));
      String unit = isOneMore ? JournalStream.OTHERS : senders.units.name(of);
      suppressions.put(of, new Suppression(unit, entry.suppressed(), 1, at, at, spot));
    }
  }

  /** What all entries have in common and people filter by, in words. */
  private Optional<String> filter() {
    if (unit > Names.REST) {
      return Optional.of("unit " + senders.units.name(unit));
    }
    if (identifier > Names.REST) {
      return Optional.of("identifier " + senders.identifiers.name(identifier));
    }
    if (transport > Names.REST && senders.transports.name(transport).equals("kernel")) {
      return Optional.of("transport kernel");
    }
    if (user > Names.REST && !senders.users.name(user).equals("0")) {
      return Optional.of("user " + senders.users.name(user));
    }
    return Optional.empty();
  }

  JournalStream stream(String format, long unreadable) {
    Optional<String> filter = filter();
    return new JournalStream(
        file,
        format,
        entries,
        unreadable,
        runs.stream().map(one -> one.run(filter, isOfAll)).toList(),
        List.copyOf(suppressions.values()),
        filter,
        latest < 0 ? Optional.empty() : Optional.of(Times.ofMicros(earliest)),
        latest < 0 ? Optional.empty() : Optional.of(Times.ofMicros(latest)));
  }
}
