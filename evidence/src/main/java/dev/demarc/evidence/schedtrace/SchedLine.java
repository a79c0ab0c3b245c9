// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.schedtrace;

import dev.demarc.evidence.text.TextLines;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line: {@code SCHED 1003ms: gomaxprocs=2 idleprocs=0 … runqueue=40 [ 4 4 ] schedticks=[ 1331
 * 1299 ]}. Goroutines in the queues of the processors stand in the first brackets; {@code
 * scheddetail=1} has them in lines of their own, which are not counted.
 */
record SchedLine(long millis, int gomaxprocs, int idle, long runnable) {
  static final String BEGIN = "SCHED ";

  private static final int LONGEST = 1 << 14;
  private static final Pattern HEAD =
      Pattern.compile("SCHED (\\d{1,15})ms: gomaxprocs=(\\d{1,6}) ");
  private static final Pattern IDLE = Pattern.compile(" idleprocs=(\\d{1,6}) ");
  private static final Pattern QUEUE =
      Pattern.compile(" runqueue=(\\d{1,9})(?: \\[ ?(\\d{1,9}(?: \\d{1,9})*+) ?\\])?");

  static Optional<SchedLine> of(TextLines line) {
    if (!line.startsWith(BEGIN) || line.to() - line.from() > LONGEST) {
      return Optional.empty();
    }
    String text = line.text();
    Matcher head = HEAD.matcher(text);
    Matcher idle = IDLE.matcher(text);
    Matcher queue = QUEUE.matcher(text);
    if (!head.lookingAt() || !idle.find() || !queue.find()) {
      return Optional.empty();
    }
    long runnable = Long.parseLong(queue.group(1));
    if (queue.group(2) != null) {
      for (String own : queue.group(2).split(" ", -1)) {
        runnable += Long.parseLong(own);
      }
    }
    return Optional.of(
        new SchedLine(
            Long.parseLong(head.group(1)),
            Integer.parseInt(head.group(2)),
            Integer.parseInt(idle.group(1)),
            runnable));
  }

  boolean isSaturated() {
    return idle == 0
        && gomaxprocs > 0
        && runnable >= (long) SchedTrace.Saturation.LOAD * gomaxprocs;
  }
}
