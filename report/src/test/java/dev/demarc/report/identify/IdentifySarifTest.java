// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.identify;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.demarc.identify.IdentifyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class IdentifySarifTest {
  private static final Path SCHEMA =
      Path.of("src/test/resources/dev/demarc/report/identify/sarif-2.1.0-rtm.5.json");

  private static JsonNode valid(IdentifyReport report) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
            .getSchema(JsonMapper.shared().readTree(Files.readString(SCHEMA)));
    JsonNode tree =
        JsonMapper.shared().readTree(new IdentifySarif(Reports.around("svc/")).of(report));
    assertThat(schema.validate(tree)).isEmpty();
    assertThat(tree.get("runs")).hasSize(1);
    return tree.get("runs").get(0);
  }

  @Test
  void theSchemaCanFail() throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
            .getSchema(JsonMapper.shared().readTree(Files.readString(SCHEMA)));
    assertThat(schema.validate(JsonMapper.shared().readTree("{\"version\":\"2.0\"}"))).isNotEmpty();
  }

  @Test
  void aRunWithoutAFindingIsWrittenToo() throws IOException {
    JsonNode run = valid(Reports.empty());
    assertThat(run.get("results")).isEmpty();
    assertThat(run.at("/invocations/0/executionSuccessful").asBoolean()).isTrue();
    assertThat(run.get("columnKind").asString()).isEqualTo("utf16CodeUnits");
  }

  @Test
  void everythingOfAFindingIsThere() throws IOException {
    valid(Reports.forensic());
    JsonNode run = valid(Reports.few());
    assertThat(run.get("results")).hasSize(7);
    JsonNode first = run.at("/results/2");
    assertThat(first.at("/locations/0/physicalLocation/artifactLocation/uri").asString())
        .isEqualTo("svc/cmd/a%20b&%3Cc%3E,d%3Ae%25%7C%60%C3%A9/%01main.go");
    assertThat(first.at("/locations/0/physicalLocation/artifactLocation/uriBaseId").asString())
        .isEqualTo("%SRCROOT%");
    assertThat(first.at("/partialFingerprints/demarc~1v1").asString()).startsWith("1:");
    assertThat(
            first.at("/fixes/0/artifactChanges/0/replacements/0/insertedContent/text").asString())
        .isEqualTo("y := \"é\"");
    assertThat(run.at("/results/0/suppressions/0/kind").asString()).isEqualTo("inSource");
    assertThat(run.at("/results/0/suppressions/0/justification").asString())
        .isEqualTo("demarc:ignore until 2027-01-02: a <reason>");
    assertThat(run.at("/results/1/suppressions/0/kind").asString()).isEqualTo("external");
    JsonNode rules = run.at("/tool/driver/rules");
    for (JsonNode result : run.get("results")) {
      JsonNode rule = rules.get(result.get("ruleIndex").asInt());
      assertThat(rule.get("id")).isEqualTo(result.get("ruleId"));
      assertThat(rule.at("/help/markdown").asString()).isNotEmpty();
    }
    assertThat(rules.at("/0/properties/security-severity").asString()).isEqualTo("9.5");
    assertThat(run.at("/invocations/0/toolExecutionNotifications/0/message/text").asString())
        .contains("parse-degraded");
  }

  @Test
  void manyFindingsAreCutToTheMostSevereAndTheCutIsSaid() throws IOException {
    JsonNode run = valid(Reports.many(50_000));
    assertThat(run.get("results")).hasSize(IdentifySarif.MOST_RESULTS);
    int high = 0;
    Set<String> prints = new HashSet<>();
    for (JsonNode result : run.get("results")) {
      high += result.get("level").asString().equals("error") ? 1 : 0;
      prints.add(result.at("/partialFingerprints/demarc~1v1").asString());
    }
    assertThat(high).isEqualTo(500);
    assertThat(prints.size()).isGreaterThan(4_900);
    assertThat(run.at("/invocations/0/toolExecutionNotifications/0/message/text").asString())
        .startsWith("45000 results are not in this file");
  }

  @Test
  void theSameReportGivesTheSameBytes() {
    String once = new IdentifySarif(Reports.around("")).of(Reports.few());
    assertThat(new IdentifySarif(Reports.around("")).of(Reports.few())).isEqualTo(once);
  }
}
