// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.audit;

import dev.demarc.evidence.capture.Spot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Adds up the lines in which the kernel says that audit records are lost. */
final class LossNotices {
  /** What every such line has. */
  private static final String MARK = "audit: ";

  private static final int MOST_REASONS = 8;

  private static final Pattern COUNTER =
      Pattern.compile(
          "audit_lost=(\\d{1,10}) audit_rate_limit=(\\d{1,10}) audit_backlog_limit=(\\d{1,10})");

  /** The words of the calls of audit_log_lost, v3.0 to v6.18. */
  private static final Pattern REASON =
      Pattern.compile(
          "rate limit exceeded|backlog limit exceeded|out of memory in [A-Za-z_ ]{1,40}"
              + "|kauditd (?:hold|retry) queue overflow|auditd (?:disconnected|disappeared)"
              + "|printk limit exceeded");

  /** What stands before the words of the kernel: its ring, in any form of dmesg, or a syslog. */
  private static final Pattern KERNEL =
      Pattern.compile(
          "(?:<\\d{1,3}>|[a-z]{2,10} *:[a-z]{2,10} *: )?(?:\\[[^\\]]{1,48}] )?"
              + "|\\d{1,4},\\d+,\\d+,[^;]{1,40};"
              + "|.{7,80} [^\\s:\\[]{1,255} kernel: (?:\\[[ \\d.]{1,20}] )?");

  /** The ring's time of a line, as dmesg, a syslog or /dev/kmsg writes it. */
  private static final Pattern RING =
      Pattern.compile(
          "\\[ *(\\d{1,10})\\.(\\d{6})(?: <[ \\d.]{1,20}>)?]|^\\d{1,4},\\d+,(\\d{1,17}),");

  private static final Pattern JOURNAL_TIME =
      Pattern.compile("\"__REALTIME_TIMESTAMP\"\\s?:\\s?\"\\d{1,19}\"");

  /** So many are remembered; what comes later adds nothing to the least number. */
  private static final int MOST_COUNTERS = 100_000;

  private final Set<String> stamped = new HashSet<>();
  private final Map<Long, String> shapes = new HashMap<>();
  private long ringBefore = -1;
  private final List<String> reasons = new ArrayList<>();
  private long counted;
  private long before;
  private long least;
  private long rateLimit;
  private long backlogLimit;
  private @Nullable Spot first;
  private String text = "";

  /** Whether a log that begins so says it. */
  static boolean isIn(String head) {
    return head.contains(MARK + "audit_lost=");
  }

  /** Takes a line into account; false when it says nothing of this. */
  boolean add(String line, String file, int number) {
    int at = line.indexOf(MARK);
    if (at < 0) {
      return false;
    }
    String said = line.startsWith("{") ? JournalObject.kernelMessage(line) : said(line, at);
    String words = said.startsWith(MARK) ? said.substring(MARK.length()) : "";
    Matcher counter = COUNTER.matcher(words);
    boolean isCounter = counter.matches();
    if (!isCounter && !REASON.matcher(words).matches()) {
      return false;
    }
    if (isCounter) {
      count(counter, line.startsWith("{") ? line : line.substring(0, at));
    } else if (!reasons.contains(words) && reasons.size() < MOST_REASONS) {
      reasons.add(words);
    }
    if (first == null) {
      first = Spot.line(file, number);
      text = said;
    }
    return true;
  }

  private static String said(String line, int at) {
    return KERNEL.matcher(line).region(0, at).matches() ? line.substring(at).stripTrailing() : "";
  }

  /**
   * A line that stands in joined logs twice counts once. A smaller number than before is of another
   * boot, or the counter was set back; a time of the ring that went back is of another boot too.
   */
  private void count(Matcher counter, String prefix) {
    counted = Long.parseLong(counter.group(1));
    long ring = ring(prefix);
    if (isNew(ring, prefix)) {
      boolean isOfOtherBoot = counted < before || (ring >= 0 && ring < ringBefore);
      least += before == 0 || isOfOtherBoot ? 1 : counted - before;
    }
    before = counted;
    ringBefore = ring;
    rateLimit = Long.parseLong(counter.group(2));
    backlogLimit = Long.parseLong(counter.group(3));
  }

  /** In another form a line has another time, so that its number alone tells it. */
  private boolean isNew(long ring, String prefix) {
    String stamp = ring >= 0 ? "ring " + ring : prefix;
    if (prefix.startsWith("{")) {
      Matcher time = JOURNAL_TIME.matcher(prefix);
      stamp = time.find() ? time.group() : "";
    }
    String shape =
        ring >= 0 ? "ring" : stamp.replaceAll("[ \\d]+", "0").replaceAll("[A-Za-z]+", "a");
    return stamped.size() < MOST_COUNTERS
        && shapes.computeIfAbsent(counted, number -> shape).equals(shape)
        && stamped.add(counted + " " + stamp);
  }

  /** Microseconds since boot, -1 when the line does not say so. */
  private static long ring(String prefix) {
    Matcher time = RING.matcher(prefix.startsWith("{") ? "" : prefix);
    if (!time.find()) {
      return -1;
    }
    String micros = time.group(3);
    return Long.parseLong(micros != null ? micros : time.group(1) + time.group(2));
  }

  /** What was said, if anything. */
  Optional<LostRecords> all() {
    return first == null
        ? Optional.empty()
        : Optional.of(
            new LostRecords(
                counted, Math.max(1, least), reasons, rateLimit, backlogLimit, first, text));
  }
}
