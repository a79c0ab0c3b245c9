// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Subject;
import java.util.List;

/**
 * System calls that failed inside one C function which Go called.
 *
 * @param function the C function
 * @param isTwoValue whether Go called it in the form that returns errno
 * @param hasTwoValueToo whether the trace shows the other form as well
 * @param errors one for each errno: the most frequent first
 */
public record CgoFailure(
    Subject subject,
    String function,
    boolean isTwoValue,
    boolean hasTwoValueToo,
    List<Failed> errors) {
  /** Copies the list. */
  public CgoFailure {
    errors = List.copyOf(errors);
  }

  /**
   * Calls that failed alike.
   *
   * @param call the first one, such as {@code connect}
   * @param first its line
   */
  public record Failed(String errno, int count, String call, Sighting first) {}
}
