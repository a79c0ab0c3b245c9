// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import dev.demarc.contract.Contract;
import dev.demarc.contract.DemarcException;
import dev.demarc.contract.Tests;
import dev.demarc.contract.cases.Case.Phase;
import dev.demarc.contract.cases.Case.Polarity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Inputs that lie as files beside the contract. */
final class Examples {
  private static final int DEEPEST = 16;
  private static final long LARGEST = 64L << 20;
  private static final int MOST = 1000;

  private final Contract contract;
  private final Path folder;
  private final List<String> problems = new ArrayList<>();

  Examples(Contract contract, Path folder) {
    this.contract = contract;
    this.folder = folder;
  }

  /** What could not be read, one sentence each. */
  List<String> problems() {
    return problems;
  }

  /** The files of {@code tests.examples}, in order of their paths. */
  List<Case> examples() {
    SortedMap<String, Path> files = new TreeMap<>();
    for (String glob : contract.tests().examples()) {
      int before = files.size();
      collect(glob.startsWith("./") ? glob.substring(2) : glob, files);
      if (files.size() == before) {
        problems.add("no file matches " + glob);
      }
    }
    List<Case> cases = new ArrayList<>();
    files.forEach((name, file) -> {
      if (cases.size() < MOST && fits(name, file)) {
        cases.add(new Case("example/" + name, Phase.EXAMPLE, Polarity.ACCEPT, read(file)));
      }
    });
    return cases;
  }

  /** The cases of {@code tests.cases}. */
  List<Case> declared() {
    List<Case> cases = new ArrayList<>();
    for (Tests.Declared declared : contract.tests().declared()) {
      Optional<byte[]> answer =
          declared.output().map(path -> read(folder.resolve(path).normalize()));
      cases.add(
          new Case(
              "case/" + declared.name(),
              Phase.DECLARED,
              List.of(),
              declared.accept() ? Polarity.ACCEPT : Polarity.REJECT,
              read(folder.resolve(declared.input()).normalize()),
              answer,
              Optional.empty()));
    }
    return cases;
  }

  private void collect(String glob, SortedMap<String, Path> files) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    Path start = folder;
    for (Path name : Path.of(glob)) {
      String part = name.toString();
      if (part.matches(".*[*?\\[{].*") || !Files.isDirectory(start.resolve(part))) {
        break;
      }
      start = start.resolve(part);
    }
    try (Stream<Path> walk = Files.walk(start, DEEPEST)) {
      walk.filter(Files::isRegularFile)
          .forEach(file -> {
            Path relative = folder.relativize(file);
            if (matcher.matches(relative)) {
              files.put(relative.toString().replace('\\', '/'), file);
            }
          });
    } catch (IOException | UncheckedIOException e) {
      problems.add("cannot list " + glob + ": " + e.getMessage());
    }
  }

  private boolean fits(String name, Path file) {
    try {
      if (Files.size(file) <= LARGEST) {
        return true;
      }
      problems.add(name + " is larger than 64Mi and is not tried");
    } catch (IOException e) {
      problems.add("cannot read " + name + ": " + e.getMessage());
    }
    return false;
  }

  private byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new DemarcException(
          DemarcException.Kind.USAGE,
          contract.file() + ": tests name a file that cannot be read: " + folder.relativize(file),
          "add the file or take it out of spec.tests");
    }
  }
}
