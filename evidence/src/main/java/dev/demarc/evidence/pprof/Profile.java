// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pprof;

import dev.demarc.evidence.capture.Classified;
import dev.demarc.evidence.capture.Subject;
import java.time.Duration;
import java.util.Locale;

/**
 * A profile that was read and that no rule judges yet: a report names it, so that nobody takes the
 * silence for an answer.
 *
 * @param file as a report calls it
 * @param type what it counts, by its first known type: {@code cpu}, {@code inuse_space}; {@code
 *     other} when none is known
 * @param lasted for how long it was taken; zero for a profile of a moment
 * @param samples how many stacks it has, each with its count
 */
public record Profile(String file, String type, Duration lasted, long samples)
    implements Classified {
  @Override
  public Subject subject() {
    return Subject.named("profile", file);
  }

  @Override
  public String label() {
    return "not-judged";
  }

  @Override
  public String detail() {
    String time =
        lasted.isZero() ? "" : String.format(Locale.ROOT, ", %.1f s", lasted.toMillis() / 1000.0);
    String how =
        type.equals("goroutine")
            ? "of goroutines the text is read, twice, 30 s or more apart: /debug/pprof/goroutine?debug=2"
            : "no rule judges profiles yet: go tool pprof -top " + file;
    return type + time + ", " + samples + " stacks; " + how;
  }
}
