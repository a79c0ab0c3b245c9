// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.ci;

import dev.demarc.evidence.yaml.YamlNode.Scalar;
import java.util.List;

/**
 * What a release tool (goreleaser, promu) builds.
 *
 * @param path of the file, relative to the root of the input
 */
public record GoReleaser(String path, List<Build> builds) {
  /** Copies the list. */
  public GoReleaser {
    builds = List.copyOf(builds);
  }

  /**
   * One build.
   *
   * @param id the scope of its settings
   * @param folder where the go command runs; empty for the folder of the file
   * @param mains the main packages, as paths from there; empty for the folder itself
   * @param linkFlags the entries of {@code ldflags}; each holds one or more flags
   */
  public record Build(
      String id, String folder, List<String> mains, List<Scalar> linkFlags, List<Scalar> flags) {
    /** Copies the lists. */
    public Build {
      mains = List.copyOf(mains);
      linkFlags = List.copyOf(linkFlags);
      flags = List.copyOf(flags);
    }
  }
}
