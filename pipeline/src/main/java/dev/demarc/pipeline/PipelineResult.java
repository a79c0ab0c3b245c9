// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline;

import dev.demarc.report.run.RunView;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How a run of the pipeline ended.
 *
 * @param ending in one word
 * @param view everything that readers are told
 * @param runFolder where the stages wrote their records
 * @param layout the OCI layout; empty when the run did not come so far
 * @param manifests digest of each manifest by its role, for comparing runs: {@code artifact},
 *     {@code sig}, {@code att}, predicate types, {@code referrers}
 */
public record PipelineResult(
    Ending ending,
    RunView view,
    Path runFolder,
    Optional<Path> layout,
    Map<String, String> manifests) {
  /** Copies the map. */
  public PipelineResult {
    manifests = Map.copyOf(manifests);
  }

  /** The ways for a run to end; the command line turns them into exit codes. */
  public enum Ending {
    /** Every stage passed, or what is undecided is benign. */
    PASSED,
    /** A stage says broken. */
    BROKEN,
    /** The contract, a file or an option is not usable. */
    USAGE,
    /** Undecided, or this host cannot. */
    UNDECIDED,
    /** The contract's test budget was gone with promises untested. */
    BUDGET_GONE
  }
}
