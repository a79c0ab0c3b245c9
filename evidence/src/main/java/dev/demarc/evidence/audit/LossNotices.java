// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.audit;

import dev.demarc.evidence.capture.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
      count(counter);
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

  /** A smaller number than before is of another boot, or the counter was set back. */
  private void count(Matcher counter) {
    counted = Long.parseLong(counter.group(1));
    least += counted > before && before > 0 ? counted - before : counted == before ? 0 : 1;
    before = counted;
    rateLimit = Long.parseLong(counter.group(2));
    backlogLimit = Long.parseLong(counter.group(3));
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
