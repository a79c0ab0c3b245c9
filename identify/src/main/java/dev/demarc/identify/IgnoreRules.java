// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What git ignores in one folder: its own {@code .gitignore}, those of the folders above, and
 * {@code info/exclude}; the nearest that says something of a path decides. To a file that git
 * tracks no ignore rule applies. A tree without git has its {@code .gitignore} files honoured too.
 *
 * @param prefix of every path of the input, when the input lies inside a work tree
 */
record IgnoreRules(List<IgnoreFile> nearestFirst, @Nullable GitFolder git, String prefix) {
  /** The rules that hold at the root of an input, from the work tree around it. */
  static IgnoreRules at(Path root) {
    List<Path> above = new ArrayList<>();
    for (Path at = root; at != null; at = at.getParent()) {
      if (!at.equals(root)) {
        above.add(at);
      }
      Optional<GitFolder> git = GitFolder.at(at);
      if (git.isPresent()) {
        IgnoreRules rules = new IgnoreRules(List.of(git.get().excludes()), git.get(), "");
        for (Path folder : above.reversed()) {
          rules = rules.with(folder, slashed(at.relativize(folder)));
        }
        String prefix = at.equals(root) ? "" : slashed(at.relativize(root)) + "/";
        return new IgnoreRules(rules.nearestFirst, git.get(), prefix);
      }
    }
    return new IgnoreRules(List.of(), null, "");
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }

  /** The rules in a folder that may have a {@code .gitignore} of its own. */
  IgnoreRules with(Path folder, String path) {
    String whole = prefix + path;
    int depth = whole.isEmpty() ? 0 : whole.split("/").length;
    Optional<IgnoreFile> own = GitFolder.read(folder.resolve(".gitignore"), depth);
    if (own.isEmpty()) {
      return this;
    }
    List<IgnoreFile> all = new ArrayList<>(List.of(own.get()));
    all.addAll(nearestFirst);
    return new IgnoreRules(all, git, prefix);
  }

  /** Whether git leaves a file out. */
  boolean leavesOut(String path) {
    return matches(path, false) && !tracked().contains(prefix + path);
  }

  /** Whether git ignores a folder, so that only tracked files below it are looked at. */
  boolean leavesOutFolder(String path) {
    return matches(path, true);
  }

  /** Whether git tracks a file below a folder. */
  boolean tracksBelow(String path) {
    String below = tracked().ceiling(prefix + path + "/");
    return below != null && below.startsWith(prefix + path + "/");
  }

  /** Whether git tracks a file. */
  boolean tracks(String path) {
    return tracked().contains(prefix + path);
  }

  /** True when nobody can say what git tracks. */
  boolean isWithoutGit() {
    return git == null;
  }

  private NavigableSet<String> tracked() {
    return git == null ? new TreeSet<>() : git.tracked();
  }

  private boolean matches(String path, boolean folder) {
    if (nearestFirst.isEmpty()) {
      return false;
    }
    List<String> parts = IgnoreFile.parts(prefix + path);
    for (IgnoreFile file : nearestFirst) {
      Optional<Boolean> said = file.leavesOut(parts, folder);
      if (said.isPresent()) {
        return said.get();
      }
    }
    return false;
  }
}
