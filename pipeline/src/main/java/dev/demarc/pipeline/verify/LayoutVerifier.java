// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.verify;

import dev.demarc.contract.DemarcException;
import dev.demarc.pipeline.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Verifies an OCI layout with nothing but a public key and, when given, the log's folder. */
public final class LayoutVerifier {
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String COMPONENT = "application/vnd.demarc.component.v1";
  private static final String KIND = "kind";

  private final Path layout;
  private final Ledger ledger = new Ledger();
  private final Store store;

  private LayoutVerifier(Path layout) {
    this.layout = layout;
    this.store = new Store(layout);
  }

  /**
   * Checks everything in the layout: digests, graph, signatures, subjects, predicate types, the
   * log. Never throws for what the layout holds.
   *
   * @param layout folder with {@code oci-layout} and {@code index.json}
   * @param publicKey PEM file, {@code PUBLIC KEY}
   * @param log folder of the log, with its {@code log.vkey}; empty: inclusion is not checked
   */
  public static VerifyReport verify(Path layout, Path publicKey, Optional<Path> log) {
    if (!Files.isDirectory(layout)) {
      throw new DemarcException(
          DemarcException.Kind.USAGE,
          layout + " is no folder",
          "name the folder of an OCI layout, for example .demarc/layout/NAME");
    }
    LayoutVerifier verifier = new LayoutVerifier(layout);
    try {
      return verifier.run(publicKey, log);
    } catch (IOException e) {
      verifier.ledger.missing("layout", "cannot be read: " + e.getMessage());
      return verifier.ledger.report("");
    }
  }

  private VerifyReport run(Path publicKey, Optional<Path> log) throws IOException {
    store.examine(ledger);
    Optional<JsonNode> artifact = artifact();
    String name = artifact.map(one -> one.path("digest").asString("")).orElse("");
    if (!Files.exists(publicKey)) {
      ledger.missing("key", "the public key " + publicKey + " is missing");
      return ledger.report(name);
    }
    Signer signer = Signer.read(publicKey);
    if (artifact.isEmpty()) {
      return ledger.report(name);
    }
    Optional<JsonNode> manifest = store.json(Digest.parse(name));
    if (manifest.isEmpty()) {
      return ledger.report(name); // that it is missing or damaged has been said
    }
    boolean release =
        !"true".equals(manifest.get().path("annotations").path("dev.demarc.dirty").asString(""));
    Bundles bundles = new Bundles(store, ledger, signer);
    List<Claim> claims = bundles.about(artifact.get());
    bundles.require(claims, release);
    new OlderForms(store, ledger, signer).check(index(), name, claims, release);
    new Content(store, ledger).check(manifest.get(), claims);
    if (log.isPresent()) {
      new LogCheck(log.get(), ledger).check(claims, release ? name : "");
    } else {
      ledger.open("log", "no log was given, so inclusion was not checked (--log DIR)");
    }
    return ledger.report(name);
  }

  private JsonNode index() throws IOException {
    return Store.parse(Files.readAllBytes(layout.resolve("index.json"))).orElseThrow();
  }

  /** The descriptor of the one artifact, after everything that hangs below it was looked at. */
  private Optional<JsonNode> artifact() throws IOException {
    Optional<JsonNode> mark = file("oci-layout");
    Optional<JsonNode> index = file("index.json");
    if (mark.isEmpty() || index.isEmpty()) {
      return Optional.empty();
    }
    if (!"1.0.0".equals(mark.get().path("imageLayoutVersion").asString(""))) {
      ledger.broken("layout", "oci-layout names no version 1.0.0");
    }
    List<JsonNode> artifacts = new ArrayList<>();
    boolean whole = true;
    for (JsonNode one : index.get().path("manifests")) {
      whole &= graph(one, "index.json", 0);
      String kind = one.path("annotations").path(KIND).asString("");
      if (kind.equals("dev.cosignproject.cosign/image")) {
        artifacts.add(one);
      }
    }
    if (artifacts.size() != 1) {
      ledger.broken("layout", "index.json names " + artifacts.size() + " artifacts, not one");
      return Optional.empty();
    }
    if (whole) {
      ledger.kept("reference", "everything that is referred to is there and has its size");
    }
    return Digest.isDigest(artifacts.getFirst().path("digest").asString(""))
        ? Optional.of(artifacts.getFirst())
        : Optional.empty();
  }

  private Optional<JsonNode> file(String name) throws IOException {
    Path file = layout.resolve(name);
    if (!Files.isRegularFile(file)) {
      ledger.missing("layout", name + " is missing");
      return Optional.empty();
    }
    Optional<JsonNode> json =
        Files.size(file) > 1 << 20 ? Optional.empty() : Store.parse(Files.readAllBytes(file));
    if (json.isEmpty()) {
      ledger.broken("layout", name + " is no JSON object");
    }
    return json;
  }

  /** Follows references; an index may hold manifests, a manifest only blobs. */
  private boolean graph(JsonNode descriptor, String from, int depth) throws IOException {
    if (!store.holds(descriptor, from, ledger)) {
      return false;
    }
    Digest digest = Digest.parse(descriptor.path("digest").asString());
    String type = descriptor.path("mediaType").asString("");
    if (!type.equals(MANIFEST) && !type.equals(INDEX)) {
      ledger.broken("reference", from + " refers to " + digest + " of type " + Store.clip(type));
      return false;
    }
    Optional<JsonNode> document = store.json(digest);
    if (document.isEmpty() || !type.equals(document.get().path("mediaType").asString(""))) {
      ledger.broken("reference", "blob " + digest + " is not what " + from + " says: " + type);
      return false;
    }
    boolean whole = true;
    String here = (type.equals(INDEX) ? "index " : "manifest ") + digest.brief();
    for (JsonNode one : document.get().path("manifests")) {
      whole &= depth < 2 && graph(one, here, depth + 1);
    }
    for (JsonNode one : document.get().path("layers")) {
      whole &= store.holds(one, here, ledger);
    }
    if (type.equals(MANIFEST)) {
      whole &= store.holds(document.get().path("config"), here, ledger);
    }
    if (document.get().has("subject")) {
      whole &= store.holds(document.get().path("subject"), here, ledger);
    }
    String kind = descriptor.path("annotations").path(KIND).asString("");
    String artifactType = document.get().path("artifactType").asString("");
    if (kind.endsWith("/image") && !artifactType.equals(COMPONENT)) {
      ledger.broken("artifact", "the artifact is no component: " + Store.clip(artifactType));
      whole = false;
    }
    return whole;
  }
}
