// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.sign;

import dev.demarc.pipeline.digest.Digest;
import dev.demarc.pipeline.oci.Blob;
import dev.demarc.pipeline.oci.MediaTypes;
import java.util.Base64;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A statement with its signature, in the two forms that verifiers read.
 *
 * @param statement what is said
 * @param signature over the DSSE encoding of it, in DER
 * @param hint names the public key
 */
public record SignedStatement(Statement statement, byte[] signature, String hint) {
  /** Signs a statement. */
  public static SignedStatement sign(Statement statement, SigningKey key) {
    byte[] encoding = Dsse.encoding(Dsse.IN_TOTO, statement.bytes());
    return new SignedStatement(statement, key.sign(encoding), key.hint());
  }

  /** The bytes that are signed. */
  public byte[] encoding() {
    return Dsse.encoding(Dsse.IN_TOTO, statement.bytes());
  }

  /** Digest of what is signed: the name of this statement in the log. */
  public Digest digest() {
    return Digest.of(encoding());
  }

  /** A sigstore bundle v0.3. Parsed strictly by its readers: no field more. */
  public Blob bundle() {
    JsonMapper mapper = JsonMapper.shared();
    ObjectNode root = mapper.createObjectNode();
    root.put("mediaType", MediaTypes.BUNDLE);
    root.putObject("verificationMaterial").putObject("publicKey").put("hint", hint);
    ObjectNode envelope = root.putObject("dsseEnvelope");
    envelope.put("payload", base64(statement.bytes()));
    envelope.put("payloadType", Dsse.IN_TOTO);
    envelope.putArray("signatures").addObject().put("sig", base64(signature));
    return Blob.of(MediaTypes.BUNDLE, mapper.writeValueAsBytes(root));
  }

  /**
   * A DSSE envelope by itself. The key id stays empty: some verifiers skip a signature whose key id
   * is not in their own form.
   */
  public Blob envelope() {
    JsonMapper mapper = JsonMapper.shared();
    ObjectNode root = mapper.createObjectNode();
    root.put("payloadType", Dsse.IN_TOTO);
    root.put("payload", base64(statement.bytes()));
    root.putArray("signatures").addObject().put("keyid", "").put("sig", base64(signature));
    return Blob.of(MediaTypes.ENVELOPE, mapper.writeValueAsBytes(root));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
