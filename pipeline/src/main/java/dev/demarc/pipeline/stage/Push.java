// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.stage;

import dev.demarc.pipeline.oci.Layout;
import dev.demarc.pipeline.sign.Attachments;
import dev.demarc.pipeline.work.Outcome;
import dev.demarc.pipeline.work.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes the artifact and everything about it into an OCI layout on disk. */
public final class Push implements Stage<Push.Order, Path> {
  /**
   * What is written where.
   *
   * @param attachments everything
   * @param layout folder
   * @param cwd folder of the caller, for messages
   */
  public record Order(Attachments attachments, Path layout, Path cwd) {}

  @Override
  public String name() {
    return "push";
  }

  @Override
  public List<String> inputs(Order order) {
    return List.of(
        "artifact " + order.attachments().manifests().get("artifact"),
        "blobs " + order.attachments().blobs().size());
  }

  @Override
  public Outcome<Path> run(Order order, Place place) throws IOException {
    new Layout(order.layout()).write(order.attachments().blobs(), order.attachments().index());
    return Outcome.kept(
        Shown.path(order.layout(), order.cwd()),
        List.of("index.json " + order.attachments().index().digest()),
        order.layout());
  }
}
