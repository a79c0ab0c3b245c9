// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.shell;

import dev.demarc.evidence.Place;
import java.util.List;

/**
 * One simple command: its words with quotes taken off. What the shell would put in for {@code $x}
 * stays as it is written. Redirections are no words.
 */
public record ShellCommand(List<String> words, Place place) {
  /** Copies the words. */
  public ShellCommand {
    words = List.copyOf(words);
  }

  /** The base name of the program, behind assignments ({@code LC_ALL=C sort}); empty if none. */
  public String program() {
    return words.stream()
        .dropWhile(word -> word.matches("[A-Za-z_][A-Za-z0-9_]*=.*"))
        .findFirst()
        .map(word -> word.substring(word.lastIndexOf('/') + 1))
        .orElse("");
  }
}
