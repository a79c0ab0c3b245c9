// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.capture.Subject;
import java.util.List;

/**
 * What a finding of a capture or of a running host says beyond one of a source file.
 *
 * @param subject what it is about
 * @param spot where in the capture the deciding fact stands
 * @param ruledOut what was looked at and is not the cause
 * @param next what to collect to confirm it
 */
public record Circumstances(
    Subject subject, Spot spot, List<RuledOut.Cause> ruledOut, List<NextStep> next) {
  /** Copies the lists. */
  public Circumstances {
    ruledOut = List.copyOf(ruledOut);
    next = List.copyOf(next);
  }
}
