// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.run;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One failing input and every check that it breaks: the same few bytes often break several.
 *
 * @param found the input, as the first of the checks has it
 * @param checks {@code output/schema} and what is broken, at least one
 */
record Failing(TrialView.Counterexample found, List<Broken> checks) {
  Failing {
    checks = List.copyOf(checks);
  }

  /** One check that the input breaks. */
  record Broken(String check, String message) {}

  /** All failing inputs of a test, each once, in the order of its checks. */
  static List<Failing> of(TrialView trial) {
    Map<ByteBuffer, List<Broken>> checks = new LinkedHashMap<>();
    Map<ByteBuffer, TrialView.Counterexample> inputs = new LinkedHashMap<>();
    for (TrialView.DimensionView dimension : trial.dimensions()) {
      for (TrialView.Check check : dimension.checks()) {
        check
            .counterexample()
            .ifPresent(found -> {
              ByteBuffer bytes = ByteBuffer.wrap(found.bytes());
              inputs.putIfAbsent(bytes, found);
              checks
                  .computeIfAbsent(bytes, _ -> new ArrayList<>())
                  .add(
                      new Broken(
                          dimension.dimension().word() + "/" + check.name(), found.message()));
            });
      }
    }
    return inputs.entrySet().stream()
        .map(input -> new Failing(input.getValue(), checks.getOrDefault(input.getKey(), List.of())))
        .toList();
  }
}
