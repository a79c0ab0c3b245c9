// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.oci;

import dev.demarc.pipeline.digest.Digest;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * A reference to a blob.
 *
 * @param mediaType of the blob
 * @param digest of the blob
 * @param size of the blob in bytes
 * @param artifactType of the manifest it refers to; empty text for none
 * @param annotations in the order of their names
 */
public record Descriptor(
    String mediaType,
    Digest digest,
    long size,
    String artifactType,
    Map<String, String> annotations) {
  /** Copies the map. */
  public Descriptor {
    annotations = Map.copyOf(annotations);
  }

  /** The same with these annotations. */
  public Descriptor with(Map<String, String> more) {
    return new Descriptor(mediaType, digest, size, artifactType, more);
  }

  /** The same with an artifact type and annotations, as an index lists it. */
  public Descriptor listed(String type, Map<String, String> more) {
    return new Descriptor(mediaType, digest, size, type, more);
  }

  void writeTo(ObjectNode node) {
    node.put("mediaType", mediaType);
    node.put("digest", digest.toString());
    node.put("size", size);
    if (!artifactType.isEmpty()) {
      node.put("artifactType", artifactType);
    }
    writeAnnotations(node, annotations);
  }

  static void writeAnnotations(ObjectNode node, Map<String, String> annotations) {
    if (!annotations.isEmpty()) {
      SortedMap<String, String> sorted = new TreeMap<>(annotations);
      ObjectNode object = node.putObject("annotations");
      sorted.forEach(object::put);
    }
  }
}
