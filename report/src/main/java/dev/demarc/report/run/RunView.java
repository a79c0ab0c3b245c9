// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.run;

import dev.demarc.contract.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a reader of one pipeline run is told. The same view gives the same bytes in every
 * form.
 *
 * @param subject what was run
 * @param verdict of the whole run
 * @param stages in order; a stage that was not reached is undecided (not-run)
 * @param lint what is to be said about the contract, most severe first
 * @param trial what the contract test said; empty when it was not reached
 * @param inventory foreign components that the host starts
 * @param findings of identify, in the order of the engine
 * @param artifact what was packaged and signed; empty when it was not reached
 * @param problem why the run did not end well; empty when it did
 * @param reproduce command that does it again, ready to paste
 */
public record RunView(
    Subject subject,
    Verdict verdict,
    List<StageView> stages,
    List<FindingView> lint,
    Optional<TrialView> trial,
    List<ForeignView> inventory,
    List<FindingView> findings,
    Optional<ArtifactView> artifact,
    Optional<Problem> problem,
    String reproduce) {

  /** Copies the lists. */
  public RunView {
    stages = List.copyOf(stages);
    lint = List.copyOf(lint);
    inventory = List.copyOf(inventory);
    findings = List.copyOf(findings);
  }

  /** Whether the problem is the lint stage's, which names each finding itself. */
  boolean lintStopped() {
    return problem.isPresent() && problem.get().stage().equals("lint");
  }

  /** Whether the trial itself shows what is broken, so that nothing need be said twice. */
  boolean trialSaysWhy() {
    return problem.isPresent()
        && problem.get().stage().equals("test")
        && trial.stream().anyMatch(one -> !Failing.of(one).isEmpty());
  }

  /**
   * What was run.
   *
   * @param component folder of the component, relative to the repository
   * @param contract name of the contract
   * @param contractVersion its version
   * @param contractDigest {@code sha256:HEX} of the contract file
   * @param contractFile relative to the repository
   * @param commit full commit id; empty text when there is none
   * @param dirty the tree differed from the commit
   * @param tool {@code demarc} and its version
   */
  public record Subject(
      String component,
      String contract,
      String contractVersion,
      String contractDigest,
      String contractFile,
      String commit,
      boolean dirty,
      String tool) {}

  /**
   * Why a run did not end well.
   *
   * @param stage in which
   * @param what happened and where, one sentence
   * @param why more lines; may be empty
   * @param remedy one thing to do
   */
  public record Problem(String stage, String what, List<String> why, String remedy) {
    /** Copies the list. */
    public Problem {
      why = List.copyOf(why);
    }
  }
}
