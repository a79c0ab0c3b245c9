// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.item;

import dev.demarc.contract.Input.FieldsMatch;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what is wrong with the names in a header, if anything. */
final class Header {
  private Header() {}

  /** The finer word and a sentence. */
  record Fault(String keyword, String message) {}

  static Optional<Fault> check(List<String> names, List<String> declared, FieldsMatch match) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        return Optional.of(new Fault("header", "the header names '" + cut(name) + "' twice"));
      }
    }
    if (declared.isEmpty() || fits(names, declared, match)) {
      return Optional.empty();
    }
    return Optional.of(new Fault("header", message(names, declared, match)));
  }

  private static boolean fits(List<String> names, List<String> declared, FieldsMatch match) {
    return switch (match) {
      case EXACT -> names.equals(declared);
      case EQUAL -> names.size() == declared.size() && declared.containsAll(names);
      case SUPERSET -> declared.containsAll(names);
      case SUBSET -> names.containsAll(declared);
    };
  }

  private static String message(List<String> names, List<String> declared, FieldsMatch match) {
    if (names.size() == 1 && declared.size() > 1) {
      for (char other : new char[] {';', '\t', '|', ','}) {
        if (names.getFirst().chars().filter(c -> c == other).count() >= declared.size() / 2) {
          return "the header is one field; it looks separated by "
              + (other == '\t' ? "tabs" : "'" + other + "'");
        }
      }
    }
    for (String name : declared) {
      if (!names.contains(name) && match != FieldsMatch.SUPERSET) {
        return "the header lacks '" + cut(name) + "'";
      }
    }
    for (String name : names) {
      if (!declared.contains(name) && match != FieldsMatch.SUBSET) {
        return "the header has '" + cut(name) + "', which the contract does not name";
      }
    }
    return "the header has the names in another order";
  }

  static String cut(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
