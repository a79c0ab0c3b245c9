// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.stage;

import dev.demarc.contract.DemarcException;
import dev.demarc.pipeline.git.Commit;
import dev.demarc.pipeline.git.Repository;
import dev.demarc.pipeline.git.TrackedFile;
import dev.demarc.pipeline.work.Outcome;
import dev.demarc.pipeline.work.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the commit, the component's files and its contract. */
public final class Resolve implements Stage<Resolve.Order, Source> {
  private static final int NAMED = 5;

  /**
   * What is asked for.
   *
   * @param repository around the component
   * @param folder of the component
   * @param contract its file; empty: the one in the folder
   * @param commit name of a commit
   * @param allowDirty take the working copy although it differs from the commit
   */
  public record Order(
      Repository repository,
      Path folder,
      Optional<Path> contract,
      String commit,
      boolean allowDirty) {}

  @Override
  public String name() {
    return "resolve";
  }

  @Override
  public List<String> inputs(Order order) {
    return List.of("commit " + order.commit(), "folder " + shown(order.repository()));
  }

  @Override
  public Outcome<Source> run(Order order, Place place) throws IOException, InterruptedException {
    Repository repository = order.repository();
    Commit commit = repository.commit(order.commit());
    List<String> dirty = repository.dirtyFiles();
    if (!dirty.isEmpty() && !order.allowDirty()) {
      throw new DemarcException(
          DemarcException.Kind.USAGE,
          "the working copy differs from commit " + commit.brief() + " in " + count(dirty.size()),
          named(dirty),
          "commit them, or add --allow-dirty to try without a release");
    }
    Path folder = order.folder().toRealPath();
    List<TrackedFile> files =
        dirty.isEmpty() ? repository.files(commit) : repository.workingFiles();
    String contract = contract(folder, order.contract());
    if (files.stream().noneMatch(file -> file.path().equals(contract))) {
      throw usage(
          folder.resolve(contract) + " is not in the commit (git ignores it?)",
          "run 'git add -f " + contract + "' and commit it");
    }
    Source source = new Source(repository, folder, contract, commit, dirty, files);
    String detail =
        commit.brief()
            + (commit.shallow() ? ", shallow clone" : "")
            + (source.dirty() ? ", dirty: " + count(dirty.size()) : "");
    return Outcome.kept(
        detail, List.of("commit " + commit.id(), "tree " + commit.folderTree()), source);
  }

  private static String contract(Path folder, Optional<Path> given) throws IOException {
    if (given.isPresent()) {
      if (!Files.isRegularFile(given.get())) {
        throw usage(given.get() + ": no such file", "name the contract with --contract FILE");
      }
      Path file = given.get().toRealPath();
      if (!folder.equals(file.getParent())) {
        throw usage(
            given.get() + " does not lie in the folder of the component",
            "put the contract beside the component: its paths start there");
      }
      return file.getFileName().toString();
    }
    List<String> found;
    try (Stream<Path> list = Files.list(folder)) {
      found =
          list.map(file -> file.getFileName().toString())
              .filter(name -> name.equals("contract.yaml") || name.endsWith(".contract.yaml"))
              .sorted()
              .toList();
    }
    if (found.contains("contract.yaml")) {
      return "contract.yaml";
    }
    if (found.size() != 1) {
      throw usage(
          folder + (found.isEmpty() ? " holds no contract.yaml" : " holds several contracts"),
          "name the contract with --contract FILE");
    }
    return found.getFirst();
  }

  private static List<String> named(List<String> dirty) {
    return dirty.size() <= NAMED
        ? dirty
        : Stream.concat(
                dirty.stream().limit(NAMED), Stream.of("and " + (dirty.size() - NAMED) + " more"))
            .toList();
  }

  private static String count(int files) {
    return files == 1 ? "1 file" : files + " files";
  }

  private static String shown(Repository repository) {
    return repository.prefix().isEmpty() ? "." : repository.prefix();
  }

  private static DemarcException usage(String message, String remedy) {
    return new DemarcException(DemarcException.Kind.USAGE, message, remedy);
  }
}
