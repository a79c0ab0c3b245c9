// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline;

/** One run from commit to verified artifact. */
public final class Pipeline {
  private Pipeline() {}

  /**
   * Runs every stage and says how it ended. Throws {@code DemarcException} when it cannot even
   * begin: no repository, no commit, a dirty tree, another run under way.
   */
  @SuppressWarnings("DoNotCallSuggester")
  public static PipelineResult run(Request request, Listener listener) {
    throw new UnsupportedOperationException("not yet: " + request.component() + listener);
  }
}
