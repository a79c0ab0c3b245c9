// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.oci;

/** Media types of what a layout holds. */
public final class MediaTypes {
  /** An OCI image manifest. */
  public static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  /** An OCI image index. */
  public static final String INDEX = "application/vnd.oci.image.index.v1+json";

  /** The configuration of an artifact that has none: two bytes, <code>{}</code>. */
  public static final String EMPTY = "application/vnd.oci.empty.v1+json";

  /** The configuration of an image; the older forms of cosign want one. */
  public static final String IMAGE_CONFIG = "application/vnd.oci.image.config.v1+json";

  /** A component packaged by Demarc. */
  public static final String COMPONENT = "application/vnd.demarc.component.v1";

  /** The component's files. */
  public static final String COMPONENT_TAR = "application/vnd.demarc.component.layer.v1.tar";

  /** The component's contract. */
  public static final String CONTRACT = "application/vnd.demarc.contract.v1+yaml";

  /** A sigstore bundle. */
  public static final String BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";

  /** A DSSE envelope. */
  public static final String ENVELOPE = "application/vnd.dsse.envelope.v1+json";

  /** What the older form of a cosign signature signs. */
  public static final String SIMPLE_SIGNING = "application/vnd.dev.cosign.simplesigning.v1+json";

  private MediaTypes() {}
}
