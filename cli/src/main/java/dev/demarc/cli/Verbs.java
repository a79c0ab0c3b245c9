// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every command that works, with one line about it. */
enum Verbs {
  CONTRACT_LINT(
      List.of("contract", "lint"), "check a contract file, with the place and the fix of each problem");

  private final List<String> words;
  private final String summary;

  Verbs(List<String> words, String summary) {
    this.words = words;
    this.summary = summary;
  }

  /** The arguments that name it. */
  List<String> words() {
    return words;
  }

  /** The same as one text. */
  String text() {
    return String.join(" ", words);
  }

  String summary() {
    return summary;
  }

  Verb make() {
    return switch (this) {
      case CONTRACT_LINT -> new ContractLint();
    };
  }

  /** The command that the first arguments name. */
  static Optional<Verbs> named(List<String> arguments) {
    for (Verbs verb : values()) {
      int length = verb.words.size();
      if (arguments.size() >= length && arguments.subList(0, length).equals(verb.words)) {
        return Optional.of(verb);
      }
    }
    return Optional.empty();
  }

  /** The commands that begin with a word: {@code contract}. */
  static List<Verbs> group(String word) {
    return Stream.of(values())
        .filter(verb -> verb.words.size() > 1 && verb.words.getFirst().equals(word))
        .toList();
  }
}
