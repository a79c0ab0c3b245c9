// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.run;

import dev.demarc.contract.Reason;
import dev.demarc.contract.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The line that ends a test or a run: how many dimensions are kept, broken, undecided, and what
 * keeps the rest from being kept. Vocabulary, §j.
 */
public final class LastLine {
  private static final int MOST = 4;

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
    Set<String> reasons = new LinkedHashSet<>();
    boolean host = false;
    for (TrialView.DimensionView dimension : dimensions) {
      List<String> said = reasons(dimension);
      reasons.addAll(said);
      host |= said.stream().anyMatch(reason -> reason.endsWith(" on this host"));
    }
    return String.join(", ", counts)
        + (reasons.isEmpty() ? "" : ": " + listed(List.copyOf(reasons)))
        + (host ? " (demarc doctor says how)" : "");
  }

  private static String listed(List<String> reasons) {
    return reasons.size() <= MOST
        ? String.join(", ", reasons)
        : String.join(", ", reasons.subList(0, MOST)) + " and " + (reasons.size() - MOST) + " more";
  }

  private static List<String> reasons(TrialView.DimensionView dimension) {
    List<String> reasons = new ArrayList<>();
    for (TrialView.Check check : dimension.checks()) {
      String name = dimension.dimension().word() + "/" + check.name();
      switch (check.verdict()) {
        case Verdict.Kept _ -> {}
        case Verdict.Broken _ -> reasons.add(name + " broken");
        case Verdict.Undecided(Reason reason)
            when dimension.verdict() instanceof Verdict.Undecided ->
            reason(check.name(), name, reason, reasons);
        case Verdict.Undecided _ -> {}
      }
    }
    if (reasons.isEmpty() && dimension.verdict() instanceof Verdict.Undecided(Reason reason)) {
      reasons.add(dimension.dimension().word() + " " + words(reason));
    }
    return reasons;
  }

  private static void reason(String check, String name, Reason reason, List<String> reasons) {
    switch (reason) {
      case NOT_PROMISED, NOT_APPLICABLE -> {}
      case NOT_ENFORCED, NOT_MEASURED -> reasons.add(check + " " + words(reason));
      case NOT_RUN, NO_WITNESS, FLAKY, COVERAGE, UNAVAILABLE ->
          reasons.add(name + " " + words(reason));
    }
  }

  private static String words(Reason reason) {
    return switch (reason) {
      case NOT_PROMISED -> "not promised";
      case NOT_APPLICABLE -> "not applicable";
      case NOT_ENFORCED -> "not enforced on this host";
      case NOT_MEASURED -> "not measured on this host";
      case NOT_RUN -> "not run";
      case NO_WITNESS -> "without a witness";
      case FLAKY -> "flaky";
      case COVERAGE -> "under the coverage that the contract asks for";
      case UNAVAILABLE -> "not available";
    };
  }
}
