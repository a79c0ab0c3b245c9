// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.pack;

import dev.demarc.pipeline.digest.Digest;
import dev.demarc.pipeline.oci.Blob;
import dev.demarc.pipeline.oci.Manifest;
import dev.demarc.pipeline.oci.MediaTypes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A packaged component: its files, its contract and the manifest that names both.
 *
 * @param files in the order of their paths
 * @param tar the files as one archive
 * @param contract the bytes of the contract
 * @param manifest of both
 */
public record Artifact(List<PackedFile> files, Blob tar, Blob contract, Blob manifest) {
  private static final String TITLE = "org.opencontainers.image.title";

  /** Annotation of an artifact that was packaged from a dirty working copy. */
  public static final String DIRTY = "dev.demarc.dirty";

  /** Copies the list. */
  public Artifact {
    files = List.copyOf(files);
  }

  /**
   * What an artifact is called and where it comes from. The address of the repository is not among
   * it: clones over different protocols must give the same artifact; provenance names it.
   *
   * @param name of the component
   * @param version of its contract
   * @param revision full commit id
   * @param time of the commit
   * @param dirty packaged from a working copy that differs from the commit
   */
  public record Label(String name, String version, String revision, Instant time, boolean dirty) {}

  /** Packages files and contract. Equal arguments give equal bytes. */
  public static Artifact of(List<PackedFile> files, byte[] contract, Label label) {
    Blob tar = Blob.of(MediaTypes.COMPONENT_TAR, Tar.of(files, label.time()));
    Blob promise = Blob.of(MediaTypes.CONTRACT, contract);
    Map<String, String> annotations = new TreeMap<>();
    annotations.put("org.opencontainers.image.created", label.time().toString());
    annotations.put("org.opencontainers.image.revision", label.revision());
    annotations.put(TITLE, label.name());
    annotations.put("org.opencontainers.image.version", label.version());
    if (label.dirty()) {
      annotations.put(DIRTY, "true");
    }
    Manifest manifest =
        new Manifest(
            MediaTypes.COMPONENT,
            Blob.EMPTY.descriptor(),
            List.of(
                tar.descriptor().with(Map.of(TITLE, "component.tar")),
                promise.descriptor().with(Map.of(TITLE, "contract.yaml"))),
            Optional.empty(),
            annotations);
    return new Artifact(files, tar, promise, manifest.blob());
  }

  /** The digest that names the artifact. */
  public Digest digest() {
    return manifest.digest();
  }
}
