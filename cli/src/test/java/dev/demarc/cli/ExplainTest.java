// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ExplainTest {
  @TempDir Path folder;

  @Test
  void aloneItListsEveryRule() {
    Shell.Answer answer = new Shell(folder).run("explain");
    assertThat(answer.exit()).isZero();
    assertThat(answer.out()).contains("process-boundary/no-wait-delay", "medium", "incubating");
    assertThat(answer.out().lines()).allMatch(line -> line.length() <= 110);
  }

  @Test
  void aRuleIsItsSectionWithoutMarks() {
    Shell.Answer answer = new Shell(folder).run("explain", "risks/process-boundary#no-wait-delay");
    assertThat(answer.out())
        .startsWith("no-wait-delay\nseverity  medium\nmaturity  incubating, on by default\n")
        .contains("What would prove this wrong:")
        .containsPattern("\\nFix\\n\\S.*\\.\\n$")
        .doesNotContain("`", "*What", "stdin-never-closed\n");
    assertThat(new Shell(folder).run("explain", "process-boundary").out())
        .contains("What you see\n", "stdin-never-closed\n")
        .doesNotContain("id: process-boundary");
  }

  @Test
  void aMistypedIdGetsTheNearest() {
    Shell.Answer answer = new Shell(folder).run("explain", "process-boundary/no-wait-dely");
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err()).contains("perhaps you mean process-boundary/no-wait-delay");
    assertThat(new Shell(folder).run("explain", "proces-bondary").err())
        .contains("perhaps you mean process-boundary");
    assertThat(new Shell(folder).run("explain", "x").err()).contains("demarc explain lists all");
  }

  @Test
  void theSchemaIsPrinted() {
    String schema = new Shell(folder).run("explain", "--schema", "identify").out();
    assertThat(JsonMapper.shared().readTree(schema).at("/properties/schema/const").asString())
        .isEqualTo("demarc/identify/1");
    assertThat(new Shell(folder).run("explain", "--schema", "other").exit()).isEqualTo(2);
  }

  @Test
  void thePageOfAllRisksIsTheCataloguesOfToday() throws IOException {
    assertThat(Files.readString(Path.of("../docs/risks.md")))
        .as("docs/risks.md is old; write it anew: ./demarc dev risks-page > docs/risks.md")
        .isEqualTo(new Shell(folder).run("dev", "risks-page").out());
  }
}
