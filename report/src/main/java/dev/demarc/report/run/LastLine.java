// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.run;

import dev.demarc.contract.Reason;
import dev.demarc.contract.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The line that ends a test or a run: how many dimensions are kept, broken, undecided, and what
 * keeps the rest from being kept. Vocabulary, §j.
 */
public final class LastLine {
  private static final int MOST = 4;
  private static final String HOST = " on this host";

  private LastLine() {}

  /** {@code kept 3, undecided 1: cpu not enforced on this host (demarc doctor says how)}. */
  public static String of(List<TrialView.DimensionView> dimensions) {
    List<String> counts = new ArrayList<>();
    for (String word : List.of("kept", "broken", "undecided")) {
      long count = dimensions.stream().filter(one -> one.verdict().word().equals(word)).count();
      if (count > 0) {
        counts.add(word + " " + count);
      }
    }
    Map<String, Set<String>> reasons = new LinkedHashMap<>();
    dimensions.forEach(dimension -> reasons(dimension, reasons));
    String said =
        reasons.entrySet().stream()
            .map(reason -> listed(List.copyOf(reason.getValue())) + " " + reason.getKey())
            .collect(Collectors.joining("; "));
    boolean host = reasons.keySet().stream().anyMatch(reason -> reason.endsWith(HOST));
    return String.join(", ", counts)
        + (said.isEmpty() ? "" : ": " + said)
        + (host ? " (demarc doctor says how)" : "");
  }

  private static String listed(List<String> names) {
    return names.size() <= MOST
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, MOST)) + " and " + (names.size() - MOST) + " more";
  }

  /** Collects names of checks under the words that say why they are not kept. */
  private static void reasons(TrialView.DimensionView dimension, Map<String, Set<String>> reasons) {
    boolean said = false;
    for (TrialView.Check check : dimension.checks()) {
      String name = dimension.dimension().word() + "/" + check.name();
      switch (check.verdict()) {
        case Verdict.Kept _ -> {}
        case Verdict.Broken _ -> said |= add(reasons, "broken", name);
        case Verdict.Undecided(Reason reason)
            when dimension.verdict() instanceof Verdict.Undecided ->
            said |= undecided(reasons, reason, check.name(), name);
        case Verdict.Undecided _ -> {}
      }
    }
    if (!said && dimension.verdict() instanceof Verdict.Undecided(Reason reason)) {
      add(reasons, words(reason), dimension.dimension().word());
    }
  }

  private static boolean undecided(
      Map<String, Set<String>> reasons, Reason reason, String check, String name) {
    return switch (reason) {
      case NOT_PROMISED, NOT_APPLICABLE -> false;
      case NOT_ENFORCED, NOT_MEASURED -> add(reasons, words(reason), check);
      case NOT_RUN, NO_WITNESS, FLAKY, COVERAGE, UNAVAILABLE -> add(reasons, words(reason), name);
    };
  }

  private static boolean add(Map<String, Set<String>> reasons, String words, String name) {
    return reasons.computeIfAbsent(words, _ -> new LinkedHashSet<>()).add(name);
  }

  private static String words(Reason reason) {
    return switch (reason) {
      case NOT_PROMISED -> "not promised";
      case NOT_APPLICABLE -> "not applicable";
      case NOT_ENFORCED -> "not enforced" + HOST;
      case NOT_MEASURED -> "not measured" + HOST;
      case NOT_RUN -> "not run";
      case NO_WITNESS -> "without a witness";
      case FLAKY -> "flaky";
      case COVERAGE -> "under the coverage that the contract asks for";
      case UNAVAILABLE -> "not available";
    };
  }
}
