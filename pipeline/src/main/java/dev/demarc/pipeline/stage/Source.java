// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.stage;

import dev.demarc.contract.DemarcException;
import dev.demarc.pipeline.git.Commit;
import dev.demarc.pipeline.git.Repository;
import dev.demarc.pipeline.git.TrackedFile;
import dev.demarc.pipeline.pack.PackedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the pipeline works on: the files of a commit, or of the working copy when it is dirty and
 * the caller allows it.
 *
 * @param repository around the component
 * @param folder of the component, real path
 * @param contractFile name of the contract in it
 * @param commit that is checked out
 * @param dirtyFiles what differs from it; empty for a release
 * @param files of the component in the order of their paths
 */
public record Source(
    Repository repository,
    Path folder,
    String contractFile,
    Commit commit,
    List<String> dirtyFiles,
    List<TrackedFile> files) {
  /** Copies the lists. */
  public Source {
    dirtyFiles = List.copyOf(dirtyFiles);
    files = List.copyOf(files);
  }

  /** The working copy differs from the commit. */
  public boolean dirty() {
    return !dirtyFiles.isEmpty();
  }

  /** The contract's file in the working copy. */
  public Path contractPath() {
    return folder.resolve(contractFile);
  }

  /** Content of some of its files; a link or a submodule among them is an error. */
  public List<PackedFile> read(List<TrackedFile> wanted) throws IOException, InterruptedException {
    for (TrackedFile file : wanted) {
      if (file.kind() == TrackedFile.Kind.LINK || file.kind() == TrackedFile.Kind.SUBMODULE) {
        throw new DemarcException(
            DemarcException.Kind.USAGE,
            file.path() + " is a symbolic link or a submodule, which a package cannot hold",
            "name plain files in component.files");
      }
    }
    List<PackedFile> files = new ArrayList<>();
    Map<String, byte[]> committed = dirty() ? Map.of() : repository.contents(wanted);
    for (TrackedFile file : wanted) {
      byte[] bytes = committed.get(file.path());
      files.add(
          new PackedFile(
              file.path(),
              file.kind() == TrackedFile.Kind.EXECUTABLE,
              bytes == null ? Files.readAllBytes(folder.resolve(file.path())) : bytes));
    }
    return files;
  }
}
