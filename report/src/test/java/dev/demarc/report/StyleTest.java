// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StyleTest {
  private static final String TEXT = "the program itself uses the CPU time of its group";

  private static List<String> paragraph(String name, String text) {
    List<String> lines = new ArrayList<>();
    new Style(false, false, 60).paragraph(name, text, lines);
    return lines;
  }

  @Test
  void aTextStandsBehindItsName() {
    assertThat(paragraph("why", TEXT + ", says the counter"))
        .containsExactly(
            "  why  the program itself uses the CPU time of its group,", "       says the counter");
  }

  @Test
  void aNameThatFillsTheLineStandsAboveItsText() {
    assertThat(paragraph("risk/of-a-long-name, risk/of-another-name, risk/of-a-third-one", TEXT))
        .containsExactly(
            "  risk/of-a-long-name, risk/of-another-name,",
            "  risk/of-a-third-one",
            "      " + TEXT);
  }
}
