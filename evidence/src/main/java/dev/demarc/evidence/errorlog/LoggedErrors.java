// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.errorlog;

import java.util.List;

/**
 * The lines of one log that say an error of the kernel and when, in order.
 *
 * @param more how many such lines behind them were not kept
 * @param total how many lines the log has, of any kind
 */
public record LoggedErrors(String file, List<LoggedError> lines, int more, int total) {
  /** Copies the list. */
  public LoggedErrors {
    lines = List.copyOf(lines);
  }
}
