// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.verify;

import dev.demarc.pipeline.digest.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The sigstore bundles that refer to an artifact. */
final class Bundles {
  private static final String BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";
  private static final String RELEASE = "https://sigstore.dev/cosign/sign/v1";
  private static final String TEST = "https://in-toto.io/attestation/test-result/v0.1";
  private static final List<String> ALWAYS =
      List.of("https://slsa.dev/provenance/v1", TEST, "https://cyclonedx.org/bom");
  private static final List<String> RELEASED =
      List.of(RELEASE, "https://in-toto.io/attestation/svr/v0.2");

  private final Store store;
  private final Ledger ledger;
  private final Signer signer;

  Bundles(Store store, Ledger ledger, Signer signer) {
    this.store = store;
    this.ledger = ledger;
    this.signer = signer;
  }

  /** The claims of every bundle about an artifact; each that does not hold is broken. */
  List<Claim> about(JsonNode artifact) throws IOException {
    Digest digest = Digest.parse(artifact.path("digest").asString());
    List<Claim> claims = new ArrayList<>();
    for (Digest one : store.digests()) {
      Optional<JsonNode> manifest = store.json(one);
      String subject =
          manifest.map(found -> found.path("subject").path("digest").asString("")).orElse("");
      if (!subject.equals(digest.toString())) {
        continue;
      }
      switch (claim(manifest.orElseThrow(), digest)) {
        case Claim.Opened.Good(Claim claim) -> {
          claims.add(claim);
          ledger.kept("bundle", claim.predicateType() + " is signed by this key");
        }
        case Claim.Opened.Bad(String why) ->
            ledger.broken("bundle", "the bundle of manifest " + one + " " + why);
      }
    }
    return claims;
  }

  /** What a component must carry: a release more than what was made from a dirty tree. */
  void require(List<Claim> claims, boolean release) {
    List<String> wanted = new ArrayList<>(ALWAYS);
    if (release) {
      wanted.addAll(RELEASED);
    }
    for (String type : wanted) {
      if (claims.stream().noneMatch(claim -> claim.predicateType().equals(type))) {
        ledger.broken("statement", "nobody signed a statement of type " + type);
      }
    }
    for (Claim claim : claims) {
      String result = claim.statement().path("predicate").path("result").asString("");
      if (claim.predicateType().equals(TEST) && !List.of("PASSED", "WARNED").contains(result)) {
        ledger.broken("statement", "the test result is '" + Store.clip(result) + "'");
      }
      if (!release && RELEASED.contains(claim.predicateType())) {
        ledger.broken("release", "made from a dirty tree, and signed as a release all the same");
      }
    }
    if (!release) {
      ledger.open("release", "made from a dirty tree: signed for trying, released by nobody");
    }
  }

  private Claim.Opened claim(JsonNode manifest, Digest artifact) throws IOException {
    JsonNode layers = manifest.path("layers");
    if (!BUNDLE.equals(manifest.path("artifactType").asString(""))
        || layers.size() != 1
        || !BUNDLE.equals(layers.path(0).path("mediaType").asString(""))) {
      return new Claim.Opened.Bad("is none: a manifest refers to the artifact in another form");
    }
    if (!store.holds(layers.path(0), "a bundle", ledger)) {
      return new Claim.Opened.Bad("is not there");
    }
    Optional<JsonNode> bundle = store.json(Digest.parse(layers.path(0).path("digest").asString()));
    if (bundle.isEmpty() || !BUNDLE.equals(bundle.get().path("mediaType").asString(""))) {
      return new Claim.Opened.Bad("is no sigstore bundle v0.3");
    }
    String hint =
        bundle.get().path("verificationMaterial").path("publicKey").path("hint").asString("");
    if (!hint.equals(signer.hint())) {
      return new Claim.Opened.Bad("names another key");
    }
    Claim.Opened opened = Claim.open(bundle.get().path("dsseEnvelope"), signer, artifact.hex());
    String announced =
        manifest.path("annotations").path("dev.sigstore.bundle.predicateType").asString("");
    return opened instanceof Claim.Opened.Good(Claim claim)
            && !claim.predicateType().equals(announced)
        ? new Claim.Opened.Bad("announces " + Store.clip(announced) + " but holds another type")
        : opened;
  }
}
