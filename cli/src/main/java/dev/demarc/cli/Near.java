// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Names that a mistyped one may have meant. */
final class Near {
  private static final int MOST = 3;

  private Near() {}

  /** At most three names, the nearest first: few letters differ, or one holds the other. */
  static List<String> names(String given, Collection<String> known) {
    int far = Math.max(2, given.length() / 4);
    return known.stream()
        .filter(
            name -> given.length() < 200 && (distance(name, given) <= far || holds(name, given)))
        .sorted(
            Comparator.comparingInt((String name) -> distance(name, given))
                .thenComparing(name -> name))
        .limit(MOST)
        .toList();
  }

  private static boolean holds(String name, String given) {
    boolean part = given.length() > 3 && name.contains(given);
    return part || (name.contains("/") && given.endsWith(name.substring(name.indexOf('/'))));
  }

  /** Edit distance of Levenshtein, for names of a few letters. */
  static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    Arrays.setAll(row, at -> at);
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
