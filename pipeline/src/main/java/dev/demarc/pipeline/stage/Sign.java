// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.stage;

import dev.demarc.conformance.TestReport;
import dev.demarc.contract.Contract;
import dev.demarc.pipeline.attest.Provenance;
import dev.demarc.pipeline.attest.Summary;
import dev.demarc.pipeline.attest.TestResult;
import dev.demarc.pipeline.digest.Digest;
import dev.demarc.pipeline.file.WholeFile;
import dev.demarc.pipeline.pack.Artifact;
import dev.demarc.pipeline.sbom.BillOfMaterials;
import dev.demarc.pipeline.sbom.CycloneDx;
import dev.demarc.pipeline.sign.Attachments;
import dev.demarc.pipeline.sign.SignedStatement;
import dev.demarc.pipeline.sign.SigningKey;
import dev.demarc.pipeline.sign.Statement;
import dev.demarc.pipeline.work.Outcome;
import dev.demarc.pipeline.work.Stage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Signs what is to be said about the artifact. Only reached by runs that passed: a failed one is
 * never signed, because verifiers may take any statement of a key for a release.
 */
public final class Sign implements Stage<Sign.Order, Sign.Signed> {
  /**
   * What is signed.
   *
   * @param source of the artifact
   * @param contract that was kept
   * @param artifact that was packaged
   * @param report of the test
   * @param bill of materials
   * @param summary of properties
   * @param key that signs
   * @param toolVersion of Demarc
   */
  public record Order(
      Source source,
      Contract contract,
      Artifact artifact,
      TestReport report,
      BillOfMaterials bill,
      Summary summary,
      SigningKey key,
      String toolVersion) {}

  /**
   * What was signed.
   *
   * @param statements in their order
   * @param attachments all of it in the forms of a layout
   */
  public record Signed(List<SignedStatement> statements, Attachments attachments) {
    /** Copies the list. */
    public Signed {
      statements = List.copyOf(statements);
    }
  }

  @Override
  public String name() {
    return "sign";
  }

  @Override
  public List<String> inputs(Order order) {
    return List.of("artifact " + order.artifact().digest(), "key " + order.key().id());
  }

  @Override
  public Outcome<Signed> run(Order order, Place place) throws IOException {
    List<SignedStatement> signed = new ArrayList<>();
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (Statement statement : statements(order)) {
      SignedStatement one = SignedStatement.sign(statement, order.key());
      signed.add(one);
      lines.writeBytes(one.envelope().bytes());
      lines.write('\n');
    }
    Attachments attachments = attach(order, signed);
    String hex = order.artifact().digest().hex();
    WholeFile.write(place.folder().resolve(hex + ".intoto.jsonl"), lines.toByteArray());
    WholeFile.write(place.folder().resolve("key.pub"), order.key().publicPem());
    List<String> made = new ArrayList<>();
    attachments.manifests().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(one -> made.add(one.getKey() + " " + one.getValue()));
    return Outcome.kept(
        signed.size()
            + " statements, "
            + order.key().kind().name().toLowerCase(Locale.ROOT)
            + " key "
            + order.key().id().brief()
            + (order.source().dirty() ? ", no release: dirty" : ""),
        made,
        new Signed(signed, attachments));
  }

  private static List<Statement> statements(Order order) {
    boolean release = !order.source().dirty();
    Digest artifact = order.artifact().digest();
    Digest contract = order.artifact().contract().digest();
    List<Statement> statements = new ArrayList<>();
    if (release) {
      statements.add(Statement.release(artifact));
    }
    statements.add(
        new Provenance(
                order.source().commit(),
                order.source().repository().prefix(),
                order.source().contractFile(),
                order.source().dirty(),
                order.key().kind(),
                order.toolVersion(),
                order.bill().interpreters())
            .about(artifact));
    statements.add(TestResult.about(artifact, order.report(), order.contract(), contract));
    statements.add(Statement.about(artifact, Statement.CYCLONEDX, "", CycloneDx.of(order.bill())));
    if (release) {
      statements.add(order.summary().about(artifact, contract, order.source().commit().time()));
    }
    return statements;
  }

  private static Attachments attach(Order order, List<SignedStatement> signed) {
    Artifact artifact = order.artifact();
    return Attachments.to(
        new Attachments.Target(
            order.contract().metadata().name(),
            order.contract().metadata().version(),
            order.source().commit().time(),
            artifact.manifest(),
            List.of(artifact.tar(), artifact.contract())),
        signed,
        order.source().dirty() ? Optional.empty() : Optional.of(order.key()));
  }
}
