// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One entry of the catalogue: a kind of trouble that looks like the language's and is not. It is
 * found by {@link java.util.ServiceLoader} and lives in one folder with its rules and its README.
 */
public interface Risk {
  /** Its name, the first half of the ids of its rules. */
  String id();

  /** What it is, in one line for people. */
  String title();

  /** Its rules, in the order of the README. */
  List<Rule> rules();

  /** What its rules of {@link Reach#INPUT} need to know of the Go source in one folder. */
  default Stream<Note> notes(Evidence folder) {
    return Stream.empty();
  }

  /** The names of all rules of these risks. */
  static Set<String> ruleNames(List<Risk> risks) {
    return risks.stream()
        .flatMap(risk -> risk.rules().stream())
        .map(rule -> rule.id().toString())
        .collect(Collectors.toSet());
  }
}
