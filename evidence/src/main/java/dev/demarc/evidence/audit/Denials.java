// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.audit;

import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.process.ProcessRedaction;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects SECCOMP records into {@link Denial}s; the number of kinds is bounded. */
final class Denials {
  private static final int MOST_KINDS = 4096;
  private static final int MOST_PIDS = 8;

  /** So many events are remembered to know one that stands in the file twice. */
  private static final int MOST_EVENTS = 1 << 14;

  private record Kind(
      String exe, String comm, AuditArch arch, long number, SeccompAction action, int signal) {}

  private static final class Sum {
    private final TreeSet<Long> pids = new TreeSet<>();
    private final TreeSet<Long> seen = new TreeSet<>();
    private final long address;
    private final Spot first;
    private Spot last;
    private long count;

    Sum(long address, Spot first) {
      this.address = address;
      this.first = first;
      last = first;
    }
  }

  private record Event(String node, Instant at, long serial) {}

  private final SequencedMap<Kind, Sum> kinds = new LinkedHashMap<>();
  private final SequencedSet<Event> events = new LinkedHashSet<>();
  private long unreadable;
  private long beyond;
  private int firstUnreadable;

  void add(AuditRecord record, Spot spot) {
    if (!events.add(new Event(record.node(), record.at(), record.serial()))) {
      return;
    }
    if (events.size() > MOST_EVENTS) {
      events.removeFirst();
    }
    Map<String, String> fields = record.fields();
    Optional<Long> arch = hex(fields.get("arch"));
    Optional<Long> call = decimal(fields.get("syscall"));
    Optional<SeccompAction> action =
        hex(fields.getOrDefault("code", "").replace("0x", "")).flatMap(SeccompAction::of);
    Optional<Long> pid = decimal(fields.get("pid"));
    if (arch.isEmpty() || call.isEmpty() || action.isEmpty() || pid.isEmpty()) {
      firstUnreadable = unreadable == 0 ? spot.line() : firstUnreadable;
      unreadable++;
      return;
    }
    Kind kind =
        new Kind(
            ProcessRedaction.path(AuditRecord.text(fields, "exe").orElse("?")),
            AuditRecord.text(fields, "comm").orElse("?"),
            AuditArch.of(arch.get(), call.get()),
            call.get(),
            action.get(),
            decimal(fields.get("sig")).orElse(0L).intValue());
    Sum sum = kinds.get(kind);
    if (sum == null) {
      if (kinds.size() >= MOST_KINDS) {
        beyond++;
        return;
      }
      sum = new Sum(hex(fields.getOrDefault("ip", "0").replace("0x", "")).orElse(0L), spot);
      kinds.put(kind, sum);
    }
    sum.count++;
    sum.last = spot;
    if (sum.seen.size() < MOST_KINDS) {
      sum.seen.add(pid.get());
    }
    if (sum.pids.size() < MOST_PIDS) {
      sum.pids.add(pid.get());
    }
  }

  List<Denial> all() {
    return kinds.entrySet().stream()
        .map(entry -> denial(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Denial denial(Kind kind, Sum sum) {
    return new Denial(
        kind.exe(),
        kind.comm(),
        kind.arch(),
        kind.number(),
        kind.arch().call(kind.number()),
        kind.action(),
        kind.signal(),
        sum.pids,
        sum.seen.size(),
        sum.address,
        sum.count,
        sum.first,
        sum.last);
  }

  /** Records of type SECCOMP without a call, an architecture, an action or a process. */
  long unreadable() {
    return unreadable;
  }

  int firstUnreadable() {
    return firstUnreadable;
  }

  /** Records of kinds that came after the first {@value #MOST_KINDS}. */
  long beyond() {
    return beyond;
  }

  private static Optional<Long> hex(@Nullable String text) {
    return text == null || !text.matches("[0-9a-fA-F]{1,16}")
        ? Optional.empty()
        : Optional.of(Long.parseUnsignedLong(text, 16));
  }

  private static Optional<Long> decimal(@Nullable String text) {
    return text == null || !text.matches("-?\\d{1,10}")
        ? Optional.empty()
        : Optional.of(Long.parseLong(text));
  }
}
