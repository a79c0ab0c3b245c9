// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.demarc.contract.Dimension;
import dev.demarc.contract.Verdict;
import dev.demarc.pipeline.attest.Provenance;
import dev.demarc.pipeline.attest.Summary;
import dev.demarc.pipeline.digest.Digest;
import dev.demarc.pipeline.git.Commit;
import dev.demarc.pipeline.log.Entry;
import dev.demarc.pipeline.log.TileLog;
import dev.demarc.pipeline.oci.Layout;
import dev.demarc.pipeline.pack.Artifact;
import dev.demarc.pipeline.pack.PackedFile;
import dev.demarc.pipeline.sbom.BillOfMaterials;
import dev.demarc.pipeline.sbom.CycloneDx;
import dev.demarc.pipeline.sign.Attachments;
import dev.demarc.pipeline.sign.KeyRing;
import dev.demarc.pipeline.sign.SignedStatement;
import dev.demarc.pipeline.sign.SigningKey;
import dev.demarc.pipeline.sign.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A small signed and logged artifact in a layout. */
final class LayoutFixture {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");
  final Path layout;
  final Path key;
  final Path log;
  final Digest artifact;

  LayoutFixture(Path folder, boolean dirty, String result) throws Exception {
    KeyRing ring = new KeyRing(folder.resolve("keys"), _ -> {});
    SigningKey signing = ring.development();
    layout = folder.resolve("layout");
    key = folder.resolve("keys/dev-key.pub");
    log = folder.resolve("log");
    List<PackedFile> files =
        List.of(
            new PackedFile("normalize.sh", true, "#!/bin/bash\nawk 1\n".getBytes(UTF_8)),
            new PackedFile("lib/x.awk", false, "{print}\n".getBytes(UTF_8)));
    Artifact made =
        Artifact.of(
            files,
            "kind: ComponentContract\n".getBytes(UTF_8),
            new Artifact.Label("returns", "1.2.0", "c".repeat(40), TIME, dirty));
    artifact = made.digest();
    List<SignedStatement> signed = new ArrayList<>();
    for (Statement statement : statements(made, files, dirty, result)) {
      signed.add(SignedStatement.sign(statement, signing));
    }
    Attachments attachments =
        Attachments.to(
            new Attachments.Target(
                "returns", "1.2.0", TIME, made.manifest(), List.of(made.tar(), made.contract())),
            signed,
            dirty ? Optional.empty() : Optional.of(signing));
    new Layout(layout).write(attachments.blobs(), attachments.index());
    writeLog(ring, signing, made, signed);
  }

  private void writeLog(
      KeyRing ring, SigningKey signing, Artifact made, List<SignedStatement> signed)
      throws IOException {
    List<byte[]> entries = new ArrayList<>();
    for (SignedStatement one : signed) {
      entries.add(Entry.signature(one.digest(), one.signature(), signing.spki()));
    }
    entries.add(
        new Entry.Release("returns", made.contract().digest(), artifact, "c".repeat(40)).bytes());
    TileLog.open(log, ring.logKey()).append(entries);
  }

  private static List<Statement> statements(
      Artifact made, List<PackedFile> files, boolean dirty, String result) throws Exception {
    Commit commit =
        new Commit("c".repeat(40), "d".repeat(40), TIME, "A", "s", Optional.empty(), false);
    BillOfMaterials bill =
        BillOfMaterials.declared(
            new BillOfMaterials.Subject(
                "returns", "1.2.0", TIME, List.of("./normalize.sh"), Optional.of("shell")),
            files);
    List<Statement> statements = new ArrayList<>();
    if (!dirty) {
      statements.add(Statement.release(made.digest()));
    }
    statements.add(
        new Provenance(
                commit,
                "",
                "contract.yaml",
                dirty,
                SigningKey.Kind.DEVELOPMENT,
                "test",
                bill.interpreters())
            .about(made.digest()));
    ObjectNode test = JsonMapper.shared().createObjectNode();
    test.put("result", result);
    test.putArray("configuration")
        .addObject()
        .put("name", "contract.yaml")
        .putObject("digest")
        .put("sha256", made.contract().digest().hex());
    statements.add(Statement.about(made.digest(), Statement.TEST_RESULT, result, test));
    statements.add(Statement.about(made.digest(), Statement.CYCLONEDX, "", CycloneDx.of(bill)));
    if (!dirty) {
      statements.add(
          Summary.of(Map.of(Dimension.INPUT, Verdict.kept()))
              .about(made.digest(), made.contract().digest(), TIME));
    }
    return statements;
  }

  VerifyReport verify() {
    return LayoutVerifier.verify(layout, key, Optional.of(log));
  }

  List<Path> blobs() throws IOException {
    try (var list = Files.list(layout.resolve("blobs/sha256"))) {
      return list.sorted().toList();
    }
  }
}
