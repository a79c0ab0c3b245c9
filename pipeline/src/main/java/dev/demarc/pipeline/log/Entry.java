// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.log;

import dev.demarc.pipeline.digest.Digest;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is written into the log: digests, not documents, as JSON with sorted names and no spaces
 * (RFC 8785).
 */
public final class Entry {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Entry() {}

  /**
   * A release: this artifact of this component was made of this commit under this contract.
   *
   * @param component name of the contract
   * @param contract digest of its file
   * @param artifact digest of the manifest
   * @param commit full id
   */
  public record Release(String component, Digest contract, Digest artifact, String commit) {
    /** Its bytes in the log. */
    public byte[] bytes() {
      ObjectNode root = MAPPER.createObjectNode();
      root.put("apiVersion", "demarc.dev/v1");
      root.put("kind", "release");
      ObjectNode spec = root.putObject("spec");
      spec.put("artifact", artifact.toString());
      spec.put("commit", commit);
      spec.put("component", component);
      spec.put("contract", contract.toString());
      return MAPPER.writeValueAsBytes(root);
    }
  }

  /** Reads a release; empty when the entry is something else. */
  public static Optional<Release> release(byte[] entry) {
    try {
      JsonNode root = MAPPER.readTree(entry);
      JsonNode spec = root.path("spec");
      String contract = spec.path("contract").asString("");
      String artifact = spec.path("artifact").asString("");
      boolean release =
          root.path("apiVersion").asString("").equals("demarc.dev/v1")
              && root.path("kind").asString("").equals("release")
              && Digest.isDigest(contract)
              && Digest.isDigest(artifact);
      return release
          ? Optional.of(
              new Release(
                  spec.path("component").asString(""),
                  Digest.parse(contract),
                  Digest.parse(artifact),
                  spec.path("commit").asString("")))
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /**
   * A signature, in the form {@code hashedrekord} 0.0.2 that verifiers of public logs read.
   *
   * @param signed digest of what is signed
   * @param signature in DER
   * @param spki public key of the signer
   */
  public static byte[] signature(Digest signed, byte[] signature, byte[] spki) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("apiVersion", "0.0.2");
    root.put("kind", "hashedrekord");
    ObjectNode record = root.putObject("spec").putObject("hashedRekordV002");
    ObjectNode data = record.putObject("data");
    data.put("algorithm", "SHA2_256");
    data.put("digest", base64(signed.bytes()));
    ObjectNode sign = record.putObject("signature");
    sign.put("content", base64(signature));
    ObjectNode verifier = sign.putObject("verifier");
    verifier.put("keyDetails", "PKIX_ECDSA_P256_SHA_256");
    verifier.putObject("publicKey").put("rawBytes", base64(spki));
    return MAPPER.writeValueAsBytes(root);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
