// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.audit;

import dev.demarc.evidence.capture.Spot;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counts the serials that are missing, for each node and boot. Records of different events
 * interleave, so a serial may come late; one that is seen again more than two seconds later belongs
 * to another boot.
 */
final class SerialRuns {
  private static final int MOST_NODES = 64;
  private static final int MOST_OPEN_GAPS = 1 << 14;
  private static final long INTERLEAVED_SECONDS = 2;

  private final Map<String, Run> runs = new HashMap<>();
  private long events;
  private long missing;
  private Optional<Spot> gap = Optional.empty();
  private String gapText = "";

  private static final class Run {
    private long last;
    private Instant at;

    /** Missing serials, from the first to the last of each gap. */
    private final TreeMap<Long, Long> open = new TreeMap<>();

    Run(long serial, Instant at) {
      last = serial;
      this.at = at;
    }
  }

  /** Takes the record into account. */
  void add(AuditRecord record, Spot spot) {
    Run run = runs.get(record.node());
    boolean isNewBoot =
        run != null
            && record.serial() <= run.last
            && record.at().isAfter(run.at.plusSeconds(INTERLEAVED_SECONDS))
            && !isOpen(run, record.serial());
    if (run == null || isNewBoot) {
      if (run != null || runs.size() < MOST_NODES) {
        runs.put(record.node(), new Run(record.serial(), record.at()));
      }
      events++;
    } else if (record.serial() > run.last) {
      ahead(run, record, spot);
    } else if (isOpen(run, record.serial())) {
      late(run, record.serial());
    }
  }

  private void ahead(Run run, AuditRecord record, Spot spot) {
    long skipped = record.serial() - run.last - 1;
    if (skipped > 0) {
      missing += skipped;
      run.open.put(run.last + 1, record.serial() - 1);
      if (run.open.size() > MOST_OPEN_GAPS) {
        run.open.pollFirstEntry();
      }
      if (gap.isEmpty()) {
        gap = Optional.of(spot);
        gapText = "serial " + record.serial() + " follows " + run.last;
      }
    }
    run.last = record.serial();
    run.at = record.at();
    events++;
  }

  private static boolean isOpen(Run run, long serial) {
    Map.Entry<Long, Long> around = run.open.floorEntry(serial);
    return around != null && around.getValue() >= serial;
  }

  private void late(Run run, long serial) {
    Map.Entry<Long, Long> around = run.open.floorEntry(serial);
    run.open.remove(around.getKey());
    if (around.getKey() < serial) {
      run.open.put(around.getKey(), serial - 1);
    }
    if (serial < around.getValue()) {
      run.open.put(serial + 1, around.getValue());
    }
    missing--;
    events++;
  }

  long events() {
    return events;
  }

  long missing() {
    return missing;
  }

  Optional<Spot> gap() {
    return missing == 0 ? Optional.empty() : gap;
  }

  String gapText() {
    return missing == 0 ? "" : gapText;
  }
}
