// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Problem;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Walks a directory without what is not the author's own: version control, vendored code, test
 * data, what git ignores and what the settings exclude. Symbolic links are not followed: they could
 * lead out of the input, or in a circle.
 */
final class TreeWalk {
  private static final Set<String> SKIPPED =
      Set.of("vendor", "third_party", "testdata", "node_modules");

  /** Hidden folders that hold files of a build. */
  private static final Set<String> HIDDEN_BUT_READ =
      Set.of(".github", ".gitlab", ".circleci", ".ci", ".docker", ".buildkite", ".goreleaser");

  /** A tree with more files than this is a disk, not a repository. */
  private static final int MAX_FILES = 500_000;

  /** Counting what is left out ends here: a number that large says enough. */
  private static final int MAX_COUNTED = 10_000;

  private static final String GITIGNORE = "gitignore";

  private final InputTree tree;
  private final IgnoreFile excluded;
  private final boolean unix;
  private final Deque<Folder> open = new ArrayDeque<>();
  private int counted;

  /** A folder to look at; in one that git ignores only tracked files are. */
  private record Folder(String path, IgnoreRules rules, boolean trackedOnly) {
    String of(String name) {
      return path.isEmpty() ? name : path + "/" + name;
    }
  }

  TreeWalk(InputTree tree, List<String> exclude) {
    this.tree = tree;
    this.excluded = IgnoreFile.of(0, exclude);
    this.unix = FileStamp.isUnix(tree.root());
  }

  void run() throws IOException {
    list(tree.root()); // the input itself must be readable
    open.push(new Folder("", IgnoreRules.at(tree.root()), false));
    while (!open.isEmpty()) {
      if (tree.count() >= MAX_FILES) {
        tree.add(
            new Problem(".", 0, "too-large", MAX_FILES + " files and more", "the other files"));
        return;
      }
      look(open.pop());
    }
  }

  private void look(Folder folder) {
    Path path = folder.path().isEmpty() ? tree.root() : tree.resolve(folder.path());
    try {
      Set<String> names = list(path);
      Folder inside = inside(folder, path, names);
      for (String name : names) {
        one(inside, path, name);
      }
    } catch (IOException reason) {
      tree.add(unreadable(folder.path(), reason, "the whole folder"));
    }
  }

  private static Folder inside(Folder folder, Path path, Set<String> names) {
    return names.contains(".gitignore")
        ? new Folder(folder.path(), folder.rules().with(path, folder.path()), folder.trackedOnly())
        : folder;
  }

  private void one(Folder folder, Path parent, String name) {
    String path = folder.of(name);
    try {
      FileStamp stamp = FileStamp.of(parent.resolve(name), unix);
      switch (stamp.kind()) {
        case FOLDER -> folder(folder, path, name);
        case FILE -> file(folder, path, name, stamp);
        case OTHER -> special(path);
      }
    } catch (IOException reason) {
      tree.add(unreadable(path, reason, "the whole file"));
    }
  }

  /** A pipe or a socket under the name of a source is said; a link may lead anywhere. */
  private void special(String path) {
    if (!Files.isSymbolicLink(tree.resolve(path))
        && (path.endsWith(".go") || Readers.knowByName(path))) {
      tree.add(
          new Problem(path, 0, "unreadable", "a pipe, a socket or a device", "the whole file"));
    }
  }

  private void folder(Folder above, String path, String name) throws IOException {
    String reason = reason(path, name);
    if (!reason.isEmpty()) {
      if (name.equals("vendor") && Files.isRegularFile(tree.resolve(path + "/modules.txt"))) {
        tree.addSeenOnly(path + "/modules.txt");
      }
      if (!name.equals(".git")) {
        count(path, reason);
      }
      return;
    }
    boolean ignored = above.trackedOnly() || above.rules().leavesOutFolder(path);
    if (ignored && !above.rules().tracksBelow(path)) {
      count(path, GITIGNORE);
    } else {
      open.push(new Folder(path, above.rules(), ignored));
    }
  }

  private String reason(String path, String name) {
    if (SKIPPED.contains(name)) {
      return name;
    }
    if (name.startsWith(".") && !HIDDEN_BUT_READ.contains(name)) {
      return "hidden";
    }
    return name.startsWith("_") ? "underscore" : excludedReason(path, true);
  }

  private String excludedReason(String path, boolean folder) {
    return excluded.leavesOut(IgnoreFile.parts(path), folder).orElse(false) ? "excluded" : "";
  }

  private void file(Folder folder, String path, String name, FileStamp stamp) {
    String reason = excludedReason(path, false);
    if (reason.isEmpty() && name.endsWith(".go") && name.startsWith("_")) {
      reason = "underscore"; // the go command does not see it either
    }
    if (reason.isEmpty() && name.endsWith(".go") && name.startsWith(".")) {
      reason = "hidden";
    }
    boolean ignored =
        folder.trackedOnly() ? !folder.rules().tracks(path) : folder.rules().leavesOut(path);
    if (reason.isEmpty() && ignored) {
      reason = GITIGNORE;
    }
    if (reason.isEmpty()) {
      tree.add(folder.path(), name, stamp);
    } else {
      if (name.equals("go.sum") && reason.equals(GITIGNORE) && folder.rules().isWithoutGit()) {
        tree.addSeenOnly(path); // an archive of a tree whose git tracks it all the same
      }
      tree.leaveOut(reason, 1, false);
    }
  }

  /** Counts the files below a folder that is left out. */
  private void count(String path, String reason) throws IOException {
    Deque<Path> folders = new ArrayDeque<>(List.of(tree.resolve(path)));
    int files = 0;
    while (!folders.isEmpty() && counted < MAX_COUNTED) {
      Path at = folders.pop();
      for (String name : listed(at)) {
        Path one = at.resolve(name);
        switch (FileStamp.of(one, unix).kind()) {
          case FOLDER -> folders.push(one);
          case FILE -> {
            files++;
            counted++;
          }
          case OTHER -> {}
        }
      }
    }
    tree.leaveOut(reason, files, !folders.isEmpty());
  }

  /** What is left out need not be readable. */
  private static Iterable<String> listed(Path folder) {
    try {
      return list(folder);
    } catch (IOException closed) {
      return new ArrayList<>();
    }
  }

  private static Set<String> list(Path folder) throws IOException {
    Set<String> names = new TreeSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
    } catch (DirectoryIteratorException broken) {
      throw broken.getCause();
    }
    return names;
  }

  static Problem unreadable(String path, IOException reason, String lost) {
    String what = reason.getClass().getSimpleName().replace("Exception", "");
    return new Problem(path, 0, "unreadable", what, lost);
  }
}
