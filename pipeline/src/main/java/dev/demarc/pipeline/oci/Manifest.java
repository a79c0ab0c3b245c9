// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.oci;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An OCI image manifest, which is also how artifacts are described.
 *
 * @param artifactType what it is; empty text for an image
 * @param config its configuration
 * @param layers its content
 * @param subject what it is about
 * @param annotations in the order of their names
 */
public record Manifest(
    String artifactType,
    Descriptor config,
    List<Descriptor> layers,
    Optional<Descriptor> subject,
    Map<String, String> annotations) {
  /** Copies the collections. */
  public Manifest {
    layers = List.copyOf(layers);
    annotations = Map.copyOf(annotations);
  }

  /** Its bytes: no spaces, always in the same order. */
  public Blob blob() {
    JsonMapper mapper = JsonMapper.shared();
    ObjectNode root = mapper.createObjectNode();
    root.put("schemaVersion", 2);
    root.put("mediaType", MediaTypes.MANIFEST);
    if (!artifactType.isEmpty()) {
      root.put("artifactType", artifactType);
    }
    config.writeTo(root.putObject("config"));
    ArrayNode list = root.putArray("layers");
    layers.forEach(layer -> layer.writeTo(list.addObject()));
    subject.ifPresent(about -> about.writeTo(root.putObject("subject")));
    Descriptor.writeAnnotations(root, annotations);
    return Blob.of(MediaTypes.MANIFEST, mapper.writeValueAsBytes(root));
  }

  /** The bytes of an index over these manifests, in the order given. */
  public static Blob index(List<Descriptor> manifests) {
    JsonMapper mapper = JsonMapper.shared();
    ObjectNode root = mapper.createObjectNode();
    root.put("schemaVersion", 2);
    root.put("mediaType", MediaTypes.INDEX);
    ArrayNode list = root.putArray("manifests");
    manifests.forEach(manifest -> manifest.writeTo(list.addObject()));
    return Blob.of(MediaTypes.INDEX, mapper.writeValueAsBytes(root));
  }
}
