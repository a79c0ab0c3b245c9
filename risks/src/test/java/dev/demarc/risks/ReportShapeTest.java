// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.demarc.identify.Engine;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.identify.Settings;
import dev.demarc.identify.forensics.Examination;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.report.identify.IdentifyJson;
import dev.demarc.report.identify.IdentifySchema;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What identify says of every fixture has the published shape, and nothing beside it. */
class ReportShapeTest {
  private static final List<Path> NONE = List.of();
  private static final Path HOME = Path.of("src/main/java/dev/demarc/risks");

  /** Readers ignore what they do not know; this test does not, so that the schema stays whole. */
  private static void close(JsonNode node) {
    if (node instanceof ObjectNode object && object.get("properties") instanceof ObjectNode) {
      object.put("additionalProperties", false);
    }
    node.forEach(ReportShapeTest::close);
  }

  private static Schema schema() {
    JsonNode tree = JsonMapper.shared().readTree(IdentifySchema.text());
    close(tree);
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(tree);
  }

  @Test
  void everyFixtureHasTheShape() throws IOException {
    Engine engine =
        Engine.installed(Settings.standard("9.9.9", LocalDate.of(2026, 11, 24)).withSandbox());
    Examination examination =
        new Examination(
            Settings.standard("9.9.9", LocalDate.of(2026, 11, 24)).withSandbox(), engine);
    List<Path> forensic =
        engine.risks().stream()
            .flatMap(risk -> risk.rules().stream())
            .filter(ForensicRule.class::isInstance)
            .map(rule -> rule.id())
            .map(id -> HOME.resolve(id.risk().replace("-", "") + "/fixtures/" + id.rule()))
            .toList();
    Schema schema = schema();
    int findings = 0;
    for (Path risk : EveryRiskTest.folders(HOME)) {
      for (Path rule : EveryRiskTest.folders(risk.resolve("fixtures"))) {
        for (Path fixture : forensic.contains(rule) ? EveryRiskTest.folders(rule) : NONE) {
          IdentifyReport report = examination.of(FixtureExhibits.of(fixture), List.of());
          JsonNode tree = JsonMapper.shared().readTree(IdentifyJson.of(report));
          assertThat(schema.validate(tree)).as(fixture.toString()).isEmpty();
          findings += tree.get("findings").size();
        }
        JsonNode tree =
            JsonMapper.shared().readTree(IdentifyJson.of(engine.identify(rule, "fixtures")));
        assertThat(schema.validate(tree)).as(rule.toString()).isEmpty();
        findings += tree.get("findings").size();
      }
    }
    assertThat(findings).isGreaterThan(20);
  }

  @Test
  void anUnknownFieldAndAMissingOneAreSeen() throws IOException {
    Engine engine = Engine.installed(Settings.standard("9.9.9", LocalDate.of(2026, 11, 24)));
    Path one = HOME.resolve("processboundary/fixtures/shell-with-variable/bad-configured");
    ObjectNode tree =
        (ObjectNode) JsonMapper.shared().readTree(IdentifyJson.of(engine.identify(one, "x")));
    assertThat(schema().validate(tree)).isEmpty();
    assertThat(schema().validate(tree.deepCopy().put("more", 1))).isNotEmpty();
    ((ObjectNode) tree.at("/findings/0")).remove("why");
    assertThat(schema().validate(tree)).isNotEmpty();
  }
}
