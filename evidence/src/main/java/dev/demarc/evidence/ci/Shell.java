// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.ci;

import java.util.Arrays;
import java.util.List;

/** What runs a script. */
record Shell(String dialect, boolean errexit) {
  /** A shell by the words that start it: {@code bash -eo pipefail {0}}. */
  static Shell of(String command) {
    List<String> words = Arrays.asList(command.strip().split("\\s+"));
    String program = words.getFirst().substring(words.getFirst().lastIndexOf('/') + 1);
    boolean errexit =
        words.stream()
            .skip(1)
            .anyMatch(word -> word.startsWith("-") && !word.startsWith("--") && word.contains("e"));
    return new Shell(program.replace(".exe", ""), errexit || words.contains("errexit"));
  }

  /** What GitHub runs for {@code shell:}; its own words for sh and bash end at a failure. */
  static Shell github(String command) {
    return switch (command.strip()) {
      case "bash", "sh" -> new Shell(command.strip(), true);
      default -> of(command);
    };
  }
}
