// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.attest;

import dev.demarc.conformance.CheckResult;
import dev.demarc.conformance.TestReport;
import dev.demarc.contract.Contract;
import dev.demarc.contract.Reason;
import dev.demarc.contract.Verdict;
import dev.demarc.isolate.ControlState;
import dev.demarc.pipeline.digest.Digest;
import dev.demarc.pipeline.sign.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a component was tested, as in-toto test-result v0.1. Measured numbers stay out: they differ
 * from run to run; names and verdicts do not.
 */
public final class TestResult {
  private TestResult() {}

  /** The word of the whole result; empty when there must be no statement (vocabulary, §a). */
  public static Optional<String> word(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Kept _ -> Optional.of("PASSED");
      case Verdict.Broken _ -> Optional.of("FAILED");
      case Verdict.Undecided(Reason reason) ->
          reason.benign() ? Optional.of("WARNED") : Optional.empty();
    };
  }

  /**
   * The statement about an artifact.
   *
   * @param packagedContract digest of the contract file as it was packaged
   */
  public static Statement about(
      Digest artifact, TestReport report, Contract contract, Digest packagedContract) {
    String word = word(report.verdict()).orElseThrow();
    ObjectNode predicate = JsonMapper.shared().createObjectNode();
    predicate.put("result", word);
    ArrayNode configuration = predicate.putArray("configuration");
    configuration
        .addObject()
        .put("name", "contract.yaml")
        .putObject("digest")
        .put("sha256", packagedContract.hex());
    ObjectNode suite = configuration.addObject();
    suite.put("name", "suite");
    suite.putObject("digest").put("sha256", suite(contract).hex());
    ObjectNode isolation = configuration.addObject();
    isolation.put("name", "isolation");
    isolation.putObject("digest").put("sha256", isolation(report).hex());
    isolation.putObject("annotations").put("level", report.level().name());
    names(predicate.putArray("passedTests"), report, Verdict.kept().word());
    names(predicate.putArray("warnedTests"), report, "undecided");
    names(predicate.putArray("failedTests"), report, Verdict.broken().word());
    return Statement.about(artifact, Statement.TEST_RESULT, word, predicate);
  }

  private static void names(ArrayNode list, TestReport report, String word) {
    report.checks().stream()
        .filter(check -> check.verdict().word().equals(word) && promised(check.verdict()))
        .map(CheckResult::name)
        .sorted()
        .distinct()
        .forEach(list::add);
  }

  private static boolean promised(Verdict verdict) {
    return !(verdict instanceof Verdict.Undecided(Reason reason))
        || (reason != Reason.NOT_PROMISED && reason != Reason.NOT_APPLICABLE);
  }

  /** What was drawn and tried: the tests section of the contract names all of it. */
  private static Digest suite(Contract contract) {
    var tests = contract.tests();
    return Digest.of(
        String.join(
            "\n",
            "demarc suite 1",
            "seed " + tests.seed(),
            "cases " + tests.cases(),
            "faults " + tests.faults(),
            "lifecycle " + tests.lifecycle()));
  }

  /** What the host enforces and counts; mechanisms name paths, so they stay out. */
  private static Digest isolation(TestReport report) {
    List<String> lines =
        report.controls().stream()
            .sorted(Comparator.comparing(ControlState::control))
            .map(one -> one.control() + " " + one.enforced() + " " + one.measured())
            .toList();
    return Digest.of(report.level().name() + "\n" + String.join("\n", lines));
  }
}
