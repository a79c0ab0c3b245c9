// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The regular files below a directory that are the author's own, sorted, each with what the file
 * system says of it; and why other files are not among them.
 */
final class InputTree {
  private final Path root;
  private final NavigableMap<String, NavigableMap<String, FileStamp>> folders = new TreeMap<>();
  private final List<String> seenOnly = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, LeftOut> leftOut = new TreeMap<>();
  private final Map<String, List<String>> byName = new HashMap<>();
  private int count;

  InputTree(Path root) {
    this.root = root;
  }

  /** Looks at a directory, or at one file, which is followed when it is a symbolic link. */
  static InputTree of(Path input, List<String> exclude) throws IOException {
    Path real = input.toRealPath();
    Path above = real.getParent();
    boolean file = Files.isRegularFile(real);
    InputTree tree = new InputTree(file && above != null ? above : real);
    if (file) {
      tree.add("", String.valueOf(real.getFileName()), FileStamp.of(real, FileStamp.isUnix(real)));
    } else {
      new TreeWalk(tree, exclude).run();
    }
    return tree;
  }

  /** Takes a file of a folder. */
  void add(String folder, String name, FileStamp stamp) {
    count++;
    String path = folder.isEmpty() ? name : folder + "/" + name;
    folders.computeIfAbsent(folder, key -> new TreeMap<>()).put(path, stamp);
    byName.computeIfAbsent(name, key -> new ArrayList<>()).add(path);
  }

  /** Takes a path that rules may ask for, of a file that is not read. */
  void addSeenOnly(String path) {
    seenOnly.add(path);
  }

  void add(Problem problem) {
    problems.add(problem);
  }

  /** Counts files that are not looked at. */
  void leaveOut(String reason, int files, boolean more) {
    if (files > 0) {
      leftOut.merge(
          reason,
          new LeftOut(reason, files, more),
          (a, b) -> new LeftOut(reason, a.files() + b.files(), a.more() || b.more()));
    }
  }

  int count() {
    return count;
  }

  /** What was left out, by reason. */
  List<LeftOut> leftOut() {
    return List.copyOf(leftOut.values());
  }

  /** Paths by folder, both sorted, relative to the root. */
  NavigableMap<String, NavigableMap<String, FileStamp>> folders() {
    return folders;
  }

  /** The files of one folder. */
  NavigableMap<String, FileStamp> files(String folder) {
    return folders.getOrDefault(folder, new TreeMap<>());
  }

  Paths paths() {
    NavigableSet<String> all = new TreeSet<>(seenOnly);
    folders.values().forEach(files -> all.addAll(files.keySet()));
    return new Paths(all);
  }

  boolean contains(String path) {
    int slash = path.lastIndexOf('/');
    return files(slash < 0 ? "" : path.substring(0, slash)).containsKey(path);
  }

  /** All paths that end with this name. */
  List<String> named(String name) {
    return byName.getOrDefault(name.substring(name.lastIndexOf('/') + 1), List.of()).stream()
        .filter(path -> path.equals(name) || path.endsWith("/" + name))
        .toList();
  }

  List<Problem> problems() {
    return problems;
  }

  Path root() {
    return root;
  }

  Path resolve(String path) {
    return root.resolve(path);
  }
}
