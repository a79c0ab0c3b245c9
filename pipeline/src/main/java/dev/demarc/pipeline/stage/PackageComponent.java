// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.stage;

import dev.demarc.contract.Bytes;
import dev.demarc.contract.Contract;
import dev.demarc.contract.DemarcException;
import dev.demarc.pipeline.git.TrackedFile;
import dev.demarc.pipeline.pack.Artifact;
import dev.demarc.pipeline.pack.PackedFile;
import dev.demarc.pipeline.pack.Selection;
import dev.demarc.pipeline.work.Outcome;
import dev.demarc.pipeline.work.Stage;
import java.io.IOException;
import java.util.List;

/** Packs the files that the contract names, as the commit holds them. */
public final class PackageComponent implements Stage<PackageComponent.Order, Artifact> {
  /**
   * What is packed.
   *
   * @param source of the files
   * @param contract that names them
   */
  public record Order(Source source, Contract contract) {}

  @Override
  public String name() {
    return "package";
  }

  @Override
  public List<String> inputs(Order order) {
    return List.of(
        "tree " + order.source().commit().folderTree(), "contract " + order.contract().digest());
  }

  @Override
  public Outcome<Artifact> run(Order order, Place place) throws IOException, InterruptedException {
    Source source = order.source();
    List<PackedFile> files = source.read(selected(order));
    TrackedFile contract =
        source.files().stream()
            .filter(file -> file.path().equals(source.contractFile()))
            .findFirst()
            .orElseThrow();
    byte[] promise = source.read(List.of(contract)).getFirst().bytes();
    Artifact artifact;
    try {
      artifact =
          Artifact.of(
              files,
              promise,
              new Artifact.Label(
                  order.contract().metadata().name(),
                  order.contract().metadata().version(),
                  source.commit().id(),
                  source.commit().time(),
                  source.dirty()));
    } catch (IllegalArgumentException e) {
      throw new DemarcException(
          DemarcException.Kind.USAGE, "cannot be packaged: " + e.getMessage(), "use shorter names");
    }
    long size = files.stream().mapToLong(file -> file.bytes().length).sum();
    return Outcome.kept(
        files.size() + (files.size() == 1 ? " file, " : " files, ") + Bytes.of(size),
        List.of("artifact " + artifact.digest(), "component.tar " + artifact.tar().digest()),
        artifact);
  }

  private static List<TrackedFile> selected(Order order) {
    Selection selection = new Selection(order.contract().component().files());
    List<String> paths = order.source().files().stream().map(TrackedFile::path).toList();
    List<String> idle = selection.idle(paths);
    if (!idle.isEmpty()) {
      throw new DemarcException(
          DemarcException.Kind.USAGE,
          "component.files names what the commit does not hold: " + String.join(", ", idle),
          "commit the file or correct component.files");
    }
    return order.source().files().stream().filter(file -> selection.selects(file.path())).toList();
  }
}
