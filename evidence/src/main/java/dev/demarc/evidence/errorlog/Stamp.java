// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.errorlog;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a line says that it was written.
 *
 * @param micros since 1970 by its own clock; without a date, since midnight
 * @param hasDate whether it says the day
 * @param hasZone whether it says the zone, so that it is a moment
 * @param stepMicros what its last digit stands for, in microseconds
 */
public record Stamp(long micros, boolean hasDate, boolean hasZone, long stepMicros) {
  /** A stamp begins no further into a line. */
  private static final int FURTHEST = 80;

  private static final Pattern DATED =
      Pattern.compile(
          "(\\d{4})[-/](\\d\\d)[-/](\\d\\d)[T ](\\d\\d):(\\d\\d):(\\d\\d)(?:[.,](\\d{1,9}))?(Z|[+-]\\d\\d:?\\d\\d)?");
  private static final Pattern KLOG =
      Pattern.compile("[IWEF]\\d{4} (\\d\\d):(\\d\\d):(\\d\\d)\\.(\\d{6})\\s");
  private static final Pattern SECONDS =
      Pattern.compile("\"ts\":(\\d{9,10})(?:\\.(\\d{1,9}))?[,}]");
  private static final Pattern NAMED = Pattern.compile("\"(?:time|ts)\":\"");

  /**
   * Reads the stamp of a line.
   *
   * @param carried what its carrier says, which counts when the line has no moment of its own
   */
  static Optional<Stamp> of(String line, Optional<Instant> carried) {
    Optional<Stamp> own = own(line);
    if (own.isPresent() && (own.get().hasZone || carried.isEmpty())) {
      return own;
    }
    return carried
        .map(at -> new Stamp(ChronoUnit.MICROS.between(Instant.EPOCH, at), true, true, 1))
        .or(() -> own);
  }

  private static Optional<Stamp> own(String line) {
    String head = line.substring(0, Math.min(line.length(), FURTHEST));
    Matcher klog = KLOG.matcher(head);
    if (klog.lookingAt()) {
      long seconds =
          (number(klog.group(1)) * 60 + number(klog.group(2))) * 60 + number(klog.group(3));
      return Optional.of(new Stamp(seconds * 1_000_000 + number(klog.group(4)), false, false, 1));
    }
    Matcher dated = DATED.matcher(head);
    if (dated.find()) {
      return dated(dated);
    }
    Matcher named = NAMED.matcher(line);
    Matcher later = DATED.matcher(line);
    if (named.find() && later.find(named.end()) && later.start() == named.end()) {
      return dated(later);
    }
    Matcher epoch = SECONDS.matcher(line);
    if (epoch.find()) {
      long micros = number(epoch.group(1)) * 1_000_000 + below(epoch.group(2));
      return Optional.of(new Stamp(micros, true, true, step(epoch.group(2))));
    }
    return Optional.empty();
  }

  private static Optional<Stamp> dated(Matcher at) {
    try {
      LocalDateTime day =
          LocalDateTime.of(
              (int) number(at.group(1)),
              (int) number(at.group(2)),
              (int) number(at.group(3)),
              (int) number(at.group(4)),
              (int) number(at.group(5)),
              (int) number(at.group(6)));
      boolean hasZone = at.group(8) != null;
      ZoneOffset zone =
          hasZone
              ? ZoneOffset.of(at.group(8).replaceFirst("^([+-]\\d\\d)(\\d\\d)$", "$1:$2"))
              : ZoneOffset.UTC;
      long micros = day.toEpochSecond(zone) * 1_000_000 + below(at.group(7));
      return Optional.of(new Stamp(micros, true, hasZone, step(at.group(7))));
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }

  private static long number(String digits) {
    return Long.parseLong(digits);
  }

  /** Digits behind the point, as microseconds. */
  private static long below(@Nullable String digits) {
    return digits == null ? 0 : number((digits + "00000").substring(0, 6));
  }

  private static long step(@Nullable String digits) {
    long step = 1_000_000;
    for (int i = 0; digits != null && i < Math.min(6, digits.length()); i++) {
      step /= 10;
    }
    return step;
  }

  /** The moment, when the line says one. */
  Optional<Instant> moment() {
    return hasDate && hasZone
        ? Optional.of(Instant.EPOCH.plus(micros, ChronoUnit.MICROS))
        : Optional.empty();
  }
}
