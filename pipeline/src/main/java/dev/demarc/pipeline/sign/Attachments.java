// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.sign;

import dev.demarc.pipeline.digest.Digest;
import dev.demarc.pipeline.oci.Blob;
import dev.demarc.pipeline.oci.Descriptor;
import dev.demarc.pipeline.oci.Manifest;
import dev.demarc.pipeline.oci.MediaTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything that hangs on an artifact, in the three forms that verifiers look for: sigstore
 * bundles that refer to it, and cosign's older {@code .sig} and {@code .att}.
 *
 * @param blobs all of it, manifests included
 * @param index of the layout
 * @param manifests digest of each manifest by its role
 */
public record Attachments(List<Blob> blobs, Blob index, Map<String, Digest> manifests) {
  private static final String KIND = "kind";
  private static final String REF_NAME = "org.opencontainers.image.ref.name";
  private static final String SIGNATURE = "dev.cosignproject.cosign/signature";

  /** Copies the collections. */
  public Attachments {
    blobs = List.copyOf(blobs);
    manifests = Map.copyOf(manifests);
  }

  /**
   * What is attached to.
   *
   * @param name of the component
   * @param version of its contract
   * @param time of the commit
   * @param manifest of the artifact
   * @param content the blobs that the manifest names
   */
  public record Target(
      String name, String version, Instant time, Blob manifest, List<Blob> content) {
    /** Copies the list. */
    public Target {
      content = List.copyOf(content);
    }
  }

  /**
   * Attaches statements. With a key the older form of a signature is made too: only for a release.
   */
  public static Attachments to(
      Target target, List<SignedStatement> statements, Optional<SigningKey> release) {
    List<Blob> blobs = new ArrayList<>(target.content());
    blobs.add(Blob.EMPTY);
    blobs.add(target.manifest());
    Map<String, Digest> manifests = new LinkedHashMap<>();
    manifests.put("artifact", target.manifest().digest());
    List<Descriptor> top = new ArrayList<>();
    top.add(
        target
            .manifest()
            .descriptor()
            .with(Map.of(KIND, "dev.cosignproject.cosign/image", REF_NAME, target.version())));
    release.ifPresent(key -> {
      Blob manifest = olderSignature(target, key, blobs);
      manifests.put("sig", manifest.digest());
      top.add(manifest.descriptor().with(Map.of(KIND, "dev.cosignproject.cosign/sigs")));
    });
    Blob attestations = olderAttestations(statements, blobs);
    manifests.put("att", attestations.digest());
    top.add(attestations.descriptor().with(Map.of(KIND, "dev.cosignproject.cosign/atts")));
    Blob referrers = bundles(target, statements, blobs, manifests);
    manifests.put("referrers", referrers.digest());
    String tag = target.manifest().digest().toString().replace(':', '-');
    top.add(referrers.descriptor().with(Map.of(REF_NAME, tag)));
    return new Attachments(blobs, Manifest.index(top), manifests);
  }

  private static Blob bundles(
      Target target,
      List<SignedStatement> statements,
      List<Blob> blobs,
      Map<String, Digest> manifests) {
    List<Descriptor> listed = new ArrayList<>();
    for (SignedStatement signed : statements) {
      Blob bundle = signed.bundle();
      Map<String, String> annotations =
          Map.of(
              "dev.sigstore.bundle.content",
              "dsse-envelope",
              "dev.sigstore.bundle.predicateType",
              signed.statement().predicateType(),
              "org.opencontainers.image.created",
              target.time().toString());
      Blob manifest =
          new Manifest(
                  MediaTypes.BUNDLE,
                  Blob.EMPTY.descriptor(),
                  List.of(bundle.descriptor()),
                  Optional.of(target.manifest().descriptor()),
                  annotations)
              .blob();
      blobs.add(bundle);
      blobs.add(manifest);
      manifests.put(signed.statement().predicateType(), manifest.digest());
      listed.add(manifest.descriptor().listed(MediaTypes.BUNDLE, annotations));
    }
    Blob index = Manifest.index(listed);
    blobs.add(index);
    return index;
  }

  private static Blob olderSignature(Target target, SigningKey key, List<Blob> blobs) {
    JsonMapper mapper = JsonMapper.shared();
    ObjectNode root = mapper.createObjectNode();
    ObjectNode critical = root.putObject("critical");
    critical.putObject("identity").put("docker-reference", target.name());
    critical
        .putObject("image")
        .put("docker-manifest-digest", target.manifest().digest().toString());
    critical.put("type", "cosign container image signature");
    root.putNull("optional");
    Blob payload = Blob.of(MediaTypes.SIMPLE_SIGNING, mapper.writeValueAsBytes(root));
    String signature = Base64.getEncoder().encodeToString(key.sign(payload.bytes()));
    return olderForm(
        List.of(payload), List.of(payload.descriptor().with(Map.of(SIGNATURE, signature))), blobs);
  }

  private static Blob olderAttestations(List<SignedStatement> statements, List<Blob> blobs) {
    List<Blob> envelopes = new ArrayList<>();
    List<Descriptor> layers = new ArrayList<>();
    for (SignedStatement signed : statements) {
      String type = signed.statement().predicateType();
      if (!type.equals(Statement.SIGNATURE)) {
        Blob envelope = signed.envelope();
        envelopes.add(envelope);
        layers.add(envelope.descriptor().with(Map.of(SIGNATURE, "", "predicateType", type)));
      }
    }
    return olderForm(envelopes, layers, blobs);
  }

  /** One image whose layers are the documents: cosign's form before referrers. */
  private static Blob olderForm(List<Blob> documents, List<Descriptor> layers, List<Blob> blobs) {
    JsonMapper mapper = JsonMapper.shared();
    ObjectNode image = mapper.createObjectNode();
    image.put("architecture", "");
    image.put("created", "0001-01-01T00:00:00Z");
    ArrayNode history = image.putArray("history");
    documents.forEach(one -> history.addObject().put("created", "0001-01-01T00:00:00Z"));
    image.put("os", "");
    ObjectNode root = image.putObject("rootfs");
    root.put("type", "layers");
    ArrayNode ids = root.putArray("diff_ids");
    documents.forEach(one -> ids.add(one.digest().toString()));
    image.putObject("config");
    Blob config = Blob.of(MediaTypes.IMAGE_CONFIG, mapper.writeValueAsBytes(image));
    Blob manifest =
        new Manifest("", config.descriptor(), layers, Optional.empty(), Map.of()).blob();
    blobs.addAll(documents);
    blobs.add(config);
    blobs.add(manifest);
    return manifest;
  }
}
