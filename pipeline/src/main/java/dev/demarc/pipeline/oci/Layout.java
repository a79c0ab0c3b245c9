// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.oci;

import dev.demarc.contract.DemarcException;
import dev.demarc.pipeline.digest.Digest;
import dev.demarc.pipeline.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An OCI image layout on disk that holds one artifact with everything about it. The blobs come
 * first, then {@code index.json} switches to them in one rename, then what nothing refers to goes:
 * a run that is killed leaves the old content or the new, never a mixture.
 */
public final class Layout {
  private static final String MARK = "{\"imageLayoutVersion\":\"1.0.0\"}";

  private final Path folder;

  /** The layout in this folder, which need not exist. */
  public Layout(Path folder) {
    this.folder = folder;
  }

  /** Writes the blobs and makes {@code index} their index; removes every other blob. */
  public void write(Collection<Blob> blobs, Blob index) throws IOException {
    refuseForeignFolder();
    Path store = folder.resolve("blobs").resolve("sha256");
    Files.createDirectories(store);
    WholeFile.sweep(folder);
    Set<String> kept = new HashSet<>();
    for (Blob blob : blobs) {
      kept.add(blob.digest().hex());
      Path file = store.resolve(blob.digest().hex());
      if (!Files.isRegularFile(file) || !Digest.of(file).equals(blob.digest())) {
        WholeFile.write(file, blob.bytes());
      }
    }
    writeIfOther(folder.resolve("oci-layout"), MARK.getBytes(StandardCharsets.US_ASCII));
    writeIfOther(folder.resolve("index.json"), index.bytes());
    for (Path file : list(store)) {
      if (!kept.contains(file.getFileName().toString())) {
        Files.deleteIfExists(file);
      }
    }
  }

  private void refuseForeignFolder() throws IOException {
    if (Files.exists(folder.resolve("oci-layout"))) {
      return;
    }
    if (Files.exists(folder) && (!Files.isDirectory(folder) || !list(folder).isEmpty())) {
      // a killed first run may have left blobs alone: those are its own
      boolean ownRest =
          Files.isDirectory(folder) && list(folder).stream().allMatch(one -> one.endsWith("blobs"));
      if (!ownRest) {
        throw new DemarcException(
            DemarcException.Kind.USAGE,
            folder + " is not empty and no OCI layout",
            "name an empty or a new folder with --layout");
      }
    }
  }

  private static void writeIfOther(Path file, byte[] bytes) throws IOException {
    if (!Files.isRegularFile(file) || !Digest.of(file).equals(Digest.of(bytes))) {
      WholeFile.write(file, bytes);
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
