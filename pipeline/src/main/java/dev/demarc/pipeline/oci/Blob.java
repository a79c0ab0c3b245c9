// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.oci;

import dev.demarc.pipeline.digest.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Bytes with their media type and digest.
 *
 * @param mediaType what they are
 * @param bytes them
 * @param digest of the bytes
 */
public record Blob(String mediaType, byte[] bytes, Digest digest) {
  /** The configuration of an artifact that has none. */
  public static final Blob EMPTY = of(MediaTypes.EMPTY, "{}");

  /** Bytes of some type. */
  public static Blob of(String mediaType, byte[] bytes) {
    return new Blob(mediaType, bytes, Digest.of(bytes));
  }

  /** Text of some type, in UTF-8. */
  public static Blob of(String mediaType, String text) {
    return of(mediaType, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A reference to it. */
  public Descriptor descriptor() {
    return new Descriptor(mediaType, digest, bytes.length, "", Map.of());
  }
}
