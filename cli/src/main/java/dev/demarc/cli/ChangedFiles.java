// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.contract.DemarcException;
import dev.demarc.host.Tool;
import dev.demarc.identify.Changes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks git which files of a folder differ from a revision, those that it does not know included.
 */
final class ChangedFiles {
  /** Nothing that the repository configures is run. */
  private static final List<String> NOTHING_RUNS =
      List.of("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-pager");

  private ChangedFiles() {}

  static Changes since(String revision, Path input) throws IOException, InterruptedException {
    Path folder = Files.isDirectory(input) ? input : input.toAbsolutePath().getParent();
    Tool git = Tool.of("git").in(folder == null ? input : folder).with("GIT_OPTIONAL_LOCKS", "0");
    if (!run(git, "rev-parse", "--is-inside-work-tree").text().equals("true")) {
      throw usage(revision, "the input is in no git repository");
    }
    if (!run(git, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
        .ok()) {
      throw usage(revision, "git knows no such revision");
    }
    Set<String> files = new HashSet<>();
    add(
        run(
            git,
            "diff",
            "--name-only",
            "-z",
            "--relative",
            "--no-renames",
            "--no-ext-diff",
            "--no-textconv",
            "--ignore-submodules",
            "--end-of-options",
            revision,
            "--"),
        revision,
        files);
    add(run(git, "ls-files", "-z", "--others", "--exclude-standard"), revision, files);
    return new Changes(revision, files);
  }

  private static Tool.Result run(Tool git, String... words)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(NOTHING_RUNS);
    arguments.addAll(List.of(words));
    try {
      return git.run(new byte[0], arguments);
    } catch (IOException notStarted) {
      throw new DemarcException(
          DemarcException.Kind.USAGE,
          "--changed-since asks git, and git could not be run: " + notStarted.getMessage(),
          "install git, or leave --changed-since out");
    }
  }

  private static void add(Tool.Result listed, String revision, Set<String> files) {
    if (!listed.ok() || listed.truncated()) {
      throw usage(revision, "git could not list the files: " + listed.problem());
    }
    for (String path : new String(listed.stdout(), StandardCharsets.UTF_8).split("\0", -1)) {
      if (!path.isEmpty()) {
        files.add(path);
      }
    }
  }

  private static DemarcException usage(String revision, String reason) {
    return new DemarcException(
        DemarcException.Kind.USAGE,
        "--changed-since " + revision + ": " + reason,
        "name a commit, branch or tag that is in this clone; a shallow one needs a fetch first");
  }
}
