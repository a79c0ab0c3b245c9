// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.check;

import dev.demarc.contract.text.Flaw;
import dev.demarc.contract.text.Flaws;
import dev.demarc.contract.text.Patterns;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Lines of standard error against the pattern that every one must match. */
final class StderrCheck {
  private final Optional<Pattern> pattern;
  private final long kept;

  /** Knows the pattern, and how many bytes are kept of standard error. */
  StderrCheck(Optional<Pattern> pattern, long kept) {
    this.pattern = pattern;
    this.kept = kept;
  }

  /** True when there may have been more than was kept. */
  boolean isCut(byte[] stderr) {
    return stderr.length >= kept;
  }

  /** The lines; a last one that was cut off is not judged. */
  List<String> check(byte[] stderr, Flaws flaws) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < stderr.length) {
      int end = start;
      while (end < stderr.length && stderr[end] != '\n') {
        end++;
      }
      boolean cutOff = end == stderr.length && isCut(stderr);
      if (!cutOff) {
        String line = new String(stderr, start, end - start, StandardCharsets.UTF_8);
        lines.add(line);
        judge(line, lines.size(), start, flaws);
      }
      start = end + 1;
    }
    return lines;
  }

  private void judge(String line, long number, long offset, Flaws flaws) {
    if (pattern.isPresent() && !Patterns.finds(pattern.get(), line)) {
      flaws.add(
          Flaw.ofItem(
              "stderr",
              "pattern",
              pattern.get().pattern(),
              number,
              offset,
              "line " + number + " of standard error does not match the pattern"));
    }
  }
}
