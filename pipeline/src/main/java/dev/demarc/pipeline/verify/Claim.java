// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.verify;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A statement that was found in an envelope whose signature holds.
 *
 * @param predicateType what it says
 * @param statement the whole statement
 * @param signed the bytes under the signature
 * @param signature them, in DER
 */
record Claim(String predicateType, JsonNode statement, byte[] signed, byte[] signature) {
  private static final String IN_TOTO = "application/vnd.in-toto+json";

  /** What came of opening an envelope: a claim, or why there is none. */
  sealed interface Opened {
    /** Signed, whole, and about something. */
    record Good(Claim claim) implements Opened {}

    /** Not to be believed, and why. */
    record Bad(String why) implements Opened {}
  }

  /** Opens a DSSE envelope: one signature, by this signer, over a statement about this artifact. */
  static Opened open(JsonNode envelope, Signer signer, String artifactHex) {
    JsonNode signatures = envelope.path("signatures");
    if (signatures.size() != 1) {
      return new Opened.Bad("has " + signatures.size() + " signatures, not one");
    }
    if (!IN_TOTO.equals(envelope.path("payloadType").asString(""))) {
      return new Opened.Bad("holds no in-toto statement");
    }
    Optional<byte[]> payload = base64(envelope.path("payload"));
    Optional<byte[]> signature = base64(signatures.path(0).path("sig"));
    if (payload.isEmpty() || signature.isEmpty()) {
      return new Opened.Bad("holds no payload or signature in base64");
    }
    byte[] signed = encoding(payload.get());
    if (!signer.signed(signed, signature.get())) {
      return new Opened.Bad("is not signed by this key, or was changed after it was signed");
    }
    Optional<JsonNode> statement = Store.parse(payload.get());
    if (statement.isEmpty()) {
      return new Opened.Bad("holds no JSON");
    }
    Optional<String> fault = fault(statement.get(), artifactHex);
    return fault.isPresent()
        ? new Opened.Bad(fault.get())
        : new Opened.Good(
            new Claim(
                statement.get().path("predicateType").asString(""),
                statement.get(),
                signed,
                signature.get()));
  }

  private static Optional<String> fault(JsonNode statement, String artifactHex) {
    Iterator<String> names = statement.propertyNames().iterator();
    while (names.hasNext()) {
      if (!List.of("_type", "subject", "predicateType", "predicate").contains(names.next())) {
        return Optional.of("holds a statement with a field that in-toto does not know");
      }
    }
    if (!"https://in-toto.io/Statement/v1".equals(statement.path("_type").asString(""))) {
      return Optional.of("holds no in-toto statement v1");
    }
    if (statement.path("predicateType").asString("").isEmpty()) {
      return Optional.of("holds a statement without predicate type");
    }
    JsonNode subjects = statement.path("subject");
    boolean about =
        subjects.size() == 1
            && artifactHex.equals(subjects.path(0).path("digest").path("sha256").asString(""));
    return about
        ? Optional.empty()
        : Optional.of("holds a statement about something else than this artifact");
  }

  /** DSSE v1: {@code DSSEv1 LEN TYPE LEN PAYLOAD}. */
  private static byte[] encoding(byte[] payload) {
    byte[] head =
        ("DSSEv1 " + IN_TOTO.length() + " " + IN_TOTO + " " + payload.length + " ")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[head.length + payload.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(payload, 0, all, head.length, payload.length);
    return all;
  }

  /** Decodes base64 text; empty for anything else. */
  static Optional<byte[]> base64(JsonNode node) {
    try {
      return node.isString()
          ? Optional.of(Base64.getDecoder().decode(node.asString()))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
