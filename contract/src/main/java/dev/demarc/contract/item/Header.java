// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.item;

import dev.demarc.contract.Input.FieldsMatch;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;

/** Says what is wrong with the names in a header, if anything. */
final class Header {
  private Header() {}

  /** What was found in the header, if it can be shown, and a sentence without it. */
  record Fault(String found, String message) {
    static Fault of(String name, String message) {
      return new Fault(Sentences.shown(JsonNodeFactory.instance.stringNode(name)), message);
    }
  }

  static Optional<Fault> check(List<String> names, List<String> declared, FieldsMatch match) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        return Optional.of(Fault.of(name, "is in the header twice"));
      }
    }
    if (declared.isEmpty() || fits(names, declared, match)) {
      return Optional.empty();
    }
    return Optional.of(misfit(names, declared, match));
  }

  private static boolean fits(List<String> names, List<String> declared, FieldsMatch match) {
    return switch (match) {
      case EXACT -> names.equals(declared);
      case EQUAL -> names.size() == declared.size() && declared.containsAll(names);
      case SUPERSET -> declared.containsAll(names);
      case SUBSET -> names.containsAll(declared);
    };
  }

  private static Fault misfit(List<String> names, List<String> declared, FieldsMatch match) {
    if (names.size() == 1 && declared.size() > 1) {
      for (char other : new char[] {';', '\t', '|', ','}) {
        if (names.getFirst().chars().filter(c -> c == other).count() >= declared.size() / 2) {
          return new Fault(
              "",
              "the header is one field; it looks separated by "
                  + (other == '\t' ? "tabs" : "'" + other + "'"));
        }
      }
    }
    for (String name : declared) {
      if (!names.contains(name) && match != FieldsMatch.SUPERSET) {
        return new Fault("", "the header lacks '" + Sentences.cut(name, 40) + "'");
      }
    }
    for (String name : names) {
      if (!declared.contains(name) && match != FieldsMatch.SUBSET) {
        return Fault.of(name, "is in the header, but the contract does not name it");
      }
    }
    return new Fault("", "the header has the names in another order");
  }
}
