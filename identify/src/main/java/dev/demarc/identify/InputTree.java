// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Problem;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The regular files below a directory, sorted, without what is not the author's own: version
 * control, vendored code, test data. Symbolic links are not followed: they could lead out of the
 * input.
 */
final class InputTree {
  private static final Set<String> SKIPPED =
      Set.of("vendor", "third_party", "testdata", "node_modules");

  /** Hidden folders that hold files of a build. */
  private static final Set<String> HIDDEN_BUT_READ =
      Set.of(".github", ".gitlab", ".circleci", ".ci", ".docker", ".buildkite", ".goreleaser");

  /** A tree with more files than this is a disk, not a repository. */
  private static final int MAX_FILES = 500_000;

  private final Path root;
  private final NavigableMap<String, NavigableSet<String>> folders = new TreeMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private int count;

  private InputTree(Path root) {
    this.root = root;
  }

  static InputTree of(Path input) throws IOException {
    boolean file = Files.isRegularFile(input);
    Path above = input.toAbsolutePath().normalize().getParent();
    InputTree tree = new InputTree(file && above != null ? above : input);
    if (file) {
      tree.add(String.valueOf(input.getFileName()));
    } else {
      tree.walk();
    }
    return tree;
  }

  private void walk() throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            String name = String.valueOf(dir.getFileName());
            return leftOut(name) && !dir.equals(root)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
              add(relative(file));
            }
            return count < MAX_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException reason) throws IOException {
            if (file.equals(root)) {
              throw reason;
            }
            problems.add(unreadable(relative(file), reason));
            return FileVisitResult.CONTINUE;
          }
        });
    if (count >= MAX_FILES) {
      problems.add(
          new Problem(".", 0, "too-large", MAX_FILES + " files and more", "the other files"));
    }
  }

  private static boolean leftOut(String folder) {
    boolean hidden = folder.startsWith(".") && !HIDDEN_BUT_READ.contains(folder);
    return SKIPPED.contains(folder) || hidden || folder.startsWith("_");
  }

  private String relative(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  private void add(String path) {
    count++;
    int slash = path.lastIndexOf('/');
    String folder = slash < 0 ? "" : path.substring(0, slash);
    folders.computeIfAbsent(folder, key -> new TreeSet<>()).add(path);
  }

  static Problem unreadable(String path, IOException reason) {
    String what = reason.getClass().getSimpleName().replace("Exception", "");
    return new Problem(path, 0, "unreadable", what, "the whole file");
  }

  /** Paths by folder, both sorted, relative to the root. */
  NavigableMap<String, NavigableSet<String>> folders() {
    return folders;
  }

  /** The paths of the files of one folder, sorted. */
  NavigableSet<String> files(String folder) {
    return folders.getOrDefault(folder, Collections.emptyNavigableSet());
  }

  Paths paths() {
    NavigableSet<String> all = new TreeSet<>();
    folders.values().forEach(all::addAll);
    return new Paths(all);
  }

  boolean contains(String path) {
    int slash = path.lastIndexOf('/');
    NavigableSet<String> inFolder = folders.get(slash < 0 ? "" : path.substring(0, slash));
    return inFolder != null && inFolder.contains(path);
  }

  /** All paths that end with this name. */
  List<String> named(String name) {
    return folders.values().stream()
        .flatMap(NavigableSet::stream)
        .filter(path -> path.equals(name) || path.endsWith("/" + name))
        .toList();
  }

  List<Problem> problems() {
    return problems;
  }

  Path resolve(String path) {
    return root.resolve(path);
  }

  long size(String path) throws IOException {
    return Files.size(resolve(path));
  }
}
