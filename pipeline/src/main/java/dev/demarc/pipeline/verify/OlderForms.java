// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.verify;

import dev.demarc.pipeline.digest.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The forms that cosign used before referrers: {@code .sig} and {@code .att}. */
final class OlderForms {
  private static final String SIGNATURE = "dev.cosignproject.cosign/signature";

  private final Store store;
  private final Ledger ledger;
  private final Signer signer;

  OlderForms(Store store, Ledger ledger, Signer signer) {
    this.store = store;
    this.ledger = ledger;
    this.signer = signer;
  }

  void check(JsonNode index, String artifact, List<Claim> claims, boolean release)
      throws IOException {
    boolean signed = false;
    for (JsonNode one : index.path("manifests")) {
      String kind = one.path("annotations").path("kind").asString("");
      String digest = one.path("digest").asString("");
      Optional<JsonNode> manifest =
          Digest.isDigest(digest) ? store.json(Digest.parse(digest)) : Optional.empty();
      if (manifest.isPresent() && kind.endsWith("/sigs")) {
        signed = signatures(manifest.get(), artifact);
      } else if (manifest.isPresent() && kind.endsWith("/atts")) {
        envelopes(manifest.get(), artifact, claims);
      }
    }
    if (release && !signed) {
      ledger.broken("older signature", "no .sig form, which a release has");
    }
    if (!release && signed) {
      ledger.broken("release", "made from a dirty tree, and signed as a release all the same");
    }
  }

  private boolean signatures(JsonNode manifest, String artifact) throws IOException {
    boolean signed = false;
    for (JsonNode layer : manifest.path("layers")) {
      Optional<byte[]> payload = bytes(layer);
      Optional<byte[]> signature = Claim.base64(layer.path("annotations").path(SIGNATURE));
      if (payload.isEmpty() || signature.isEmpty()) {
        ledger.broken("older signature", "a .sig without payload or signature");
        continue;
      }
      String about =
          Store.parse(payload.get())
              .map(one ->
                  one.path("critical").path("image").path("docker-manifest-digest").asString(""))
              .orElse("");
      if (!signer.signed(payload.get(), signature.get())) {
        ledger.broken("older signature", "the .sig form is not signed by this key");
      } else if (!about.equals(artifact)) {
        ledger.broken("older signature", "the .sig form is about " + Store.clip(about));
      } else {
        ledger.kept("older signature", "the .sig form is signed by this key");
        signed = true;
      }
    }
    return signed;
  }

  private void envelopes(JsonNode manifest, String artifact, List<Claim> claims)
      throws IOException {
    List<String> types = new ArrayList<>();
    for (JsonNode layer : manifest.path("layers")) {
      Optional<JsonNode> envelope = bytes(layer).flatMap(Store::parse);
      if (envelope.isEmpty()) {
        ledger.broken("older attestation", "an .att layer that is no envelope");
        continue;
      }
      String announced = layer.path("annotations").path("predicateType").asString("");
      switch (Claim.open(envelope.get(), signer, Digest.parse(artifact).hex())) {
        case Claim.Opened.Bad(String why) ->
            ledger.broken(
                "older attestation", "the .att envelope of " + Store.clip(announced) + " " + why);
        case Claim.Opened.Good(Claim claim) -> {
          boolean same =
              claims.stream()
                  .anyMatch(one -> java.util.Arrays.equals(one.signed(), claim.signed()));
          if (!claim.predicateType().equals(announced) || !same) {
            ledger.broken(
                "older attestation",
                "the .att form of " + Store.clip(announced) + " differs from the bundle");
          } else {
            types.add(announced);
          }
        }
      }
    }
    if (!types.isEmpty()) {
      ledger.kept("older attestation", types.size() + " .att envelopes are signed by this key");
    }
  }

  private Optional<byte[]> bytes(JsonNode descriptor) throws IOException {
    String digest = descriptor.path("digest").asString("");
    return Digest.isDigest(digest) ? store.bytes(Digest.parse(digest)) : Optional.empty();
  }
}
