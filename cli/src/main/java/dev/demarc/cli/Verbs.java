// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import java.util.List;
import java.util.Optional;

/** Every command that works, with one line about it. */
enum Verbs {
  CONTRACT_LINT(
      "contract lint", "check a contract file, with the place and the fix of each problem");

  private final String words;
  private final String summary;

  Verbs(String words, String summary) {
    this.words = words;
    this.summary = summary;
  }

  String words() {
    return words;
  }

  String summary() {
    return summary;
  }

  Verb make() {
    return switch (this) {
      case CONTRACT_LINT -> new ContractLint();
    };
  }

  /** How many of the arguments name the command. */
  int length() {
    return words.split(" ").length;
  }

  /** The command that the first arguments name. */
  static Optional<Verbs> named(List<String> arguments) {
    for (Verbs verb : values()) {
      List<String> words = List.of(verb.words.split(" "));
      if (arguments.size() >= words.size() && arguments.subList(0, words.size()).equals(words)) {
        return Optional.of(verb);
      }
    }
    return Optional.empty();
  }

  /** The commands that begin with a word: {@code contract}. */
  static List<Verbs> group(String word) {
    return List.of(values()).stream().filter(verb -> verb.words.startsWith(word + " ")).toList();
  }
}
