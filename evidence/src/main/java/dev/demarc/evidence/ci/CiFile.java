// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.ci;

import java.util.List;

/**
 * What a CI system runs for a repository. Its variables are {@link
 * dev.demarc.evidence.environment.Setting settings}, its scripts {@link
 * dev.demarc.evidence.shell.ShellScript scripts} of their own besides.
 *
 * @param path relative to the root of the input
 */
public record CiFile(String path, Kind kind, List<CiJob> jobs) {
  /** Copies the list. */
  public CiFile {
    jobs = List.copyOf(jobs);
  }

  /** The scope of settings that hold for all jobs of a file. */
  public static final String ALL_JOBS = "workflow";

  /** The systems whose files are read. */
  public enum Kind {
    /** A workflow of GitHub Actions, or an action of its own. */
    GITHUB,
    /** {@code .gitlab-ci.yml}. */
    GITLAB,
    /** {@code .circleci/config.yml}. */
    CIRCLECI,
    /** {@code cloudbuild.yaml}. */
    CLOUD_BUILD
  }
}
