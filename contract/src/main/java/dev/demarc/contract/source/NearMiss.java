// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody meant. */
public final class NearMiss {
  /** No word of a contract is longer; longer ones are not compared. */
  private static final int LONGEST = 64;

  private NearMiss() {}

  /**
   * The known word nearest to a wrong one: equal but for case and separators, or at most two slips
   * away (one for short words).
   */
  public static Optional<String> of(String wrong, Collection<String> known) {
    Optional<String> same =
        known.stream().filter(word -> bare(word).equals(bare(wrong))).sorted().findFirst();
    if (same.isPresent() || wrong.length() > LONGEST) {
      return same;
    }
    int slips = wrong.length() <= 4 ? 1 : 2;
    return known.stream()
        .filter(word -> Math.abs(word.length() - wrong.length()) <= slips)
        .filter(word -> distance(word, wrong) <= slips)
        .min(
            Comparator.comparingInt((String word) -> distance(word, wrong))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static String bare(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[-_. ]", "");
  }

  /** Letters to insert, remove, change or swap with their neighbour (Damerau, restricted). */
  public static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 ? j : j == 0 ? i : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    int change = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(change, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
