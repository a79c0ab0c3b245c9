// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.sign;

import dev.demarc.pipeline.digest.Digest;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An in-toto statement v1 about an artifact.
 *
 * @param predicateType URI of what is said
 * @param result its own word, for example {@code PASSED}; empty text when it has none
 * @param bytes the statement as JSON
 */
public record Statement(String predicateType, String result, byte[] bytes) {
  /** A signature in the form of a statement: this artifact is released. */
  public static final String SIGNATURE = "https://sigstore.dev/cosign/sign/v1";

  /** How it was built. */
  public static final String PROVENANCE = "https://slsa.dev/provenance/v1";

  /** How it was tested. */
  public static final String TEST_RESULT = "https://in-toto.io/attestation/test-result/v0.1";

  /** What it is made of. */
  public static final String CYCLONEDX = "https://cyclonedx.org/bom";

  /** Which properties a verifier vouches for. */
  public static final String SUMMARY = "https://in-toto.io/attestation/svr/v0.2";

  /**
   * A statement about one artifact. Bundles are read by strict parsers: nothing but the fields of
   * in-toto may stand outside the predicate.
   */
  public static Statement about(
      Digest artifact, String predicateType, String result, ObjectNode predicate) {
    JsonMapper mapper = JsonMapper.shared();
    ObjectNode root = mapper.createObjectNode();
    root.put("_type", "https://in-toto.io/Statement/v1");
    root.putArray("subject").addObject().putObject("digest").put("sha256", artifact.hex());
    root.put("predicateType", predicateType);
    root.set("predicate", predicate);
    return new Statement(predicateType, result, mapper.writeValueAsBytes(root));
  }

  /** The statement that releases an artifact. */
  public static Statement release(Digest artifact) {
    return about(artifact, SIGNATURE, "", JsonMapper.shared().createObjectNode());
  }
}
