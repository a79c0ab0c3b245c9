// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.lint;

import dev.demarc.contract.Component;
import dev.demarc.contract.Contract;
import dev.demarc.contract.MediaType;
import dev.demarc.contract.Output;

/** Rules about dimension 2. */
final class OutputRules {
  private static final String OUTPUT = "/spec/output";

  private OutputRules() {}

  static void check(Findings findings, Contract contract) {
    Output output = contract.output();
    MediaType.Format format = output.mediaType().format();
    boolean structured =
        format == MediaType.Format.CSV
            || format == MediaType.Format.NDJSON
            || format == MediaType.Format.JSON;
    boolean described =
        output.schema().isPresent()
            || output.itemSchema().isPresent()
            || findings.says(OUTPUT + "/openapi");
    if (structured && !described) {
      findings.at(
          LintRule.OUT_NOSCHEMA,
          OUTPUT,
          "The output is " + output.mediaType().essence() + ", but nothing says what is in it.",
          format == MediaType.Format.JSON ? "add schema" : "add itemSchema");
    }
    Component.Kind kind = contract.component().kind();
    if (output.stderr().isEmpty() && kind != Component.Kind.REMOTE) {
      findings.at(
          LintRule.OUT_STDERR,
          OUTPUT,
          "Standard error may hold anything, so no line on it is ever a breach.",
          "add stderr: '^(INFO|WARN|ERROR) '");
    }
    boolean items = contract.input().itemSchema().isPresent() && output.itemSchema().isPresent();
    if (kind == Component.Kind.PROCESS && items && output.relations().isEmpty()) {
      findings.at(
          LintRule.OUT_RELATION,
          OUTPUT,
          "Nothing relates output to input: lost, doubled and mixed items are accepted.",
          "add relations, for example {id: conserve, rule: countConserved}");
    }
  }
}
