// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.relation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The joins of one call, each made once: several relations ask for the same one. */
public final class Joins {
  private final Exchange exchange;
  private final Map<Names, Join> made = new HashMap<>();

  private record Names(String input, String output, Optional<String> rejected) {}

  /** The joins of a call. */
  public Joins(Exchange exchange) {
    this.exchange = exchange;
  }

  /** Joins by a key, with the lines that say which items were rejected. */
  public Join of(String inputKey, String outputKey, Optional<Pattern> rejected) {
    return made.computeIfAbsent(
        new Names(inputKey, outputKey, rejected.map(Pattern::pattern)),
        names -> Join.of(exchange, inputKey, outputKey, rejected));
  }

  /** Joins by a key; what was rejected does not matter. */
  Join of(String inputKey, String outputKey) {
    for (Map.Entry<Names, Join> entry : made.entrySet()) {
      if (entry.getKey().input().equals(inputKey) && entry.getKey().output().equals(outputKey)) {
        return entry.getValue();
      }
    }
    return of(inputKey, outputKey, Optional.empty());
  }
}
